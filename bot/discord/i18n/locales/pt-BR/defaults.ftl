### /defaults.

name-defaults = preferências
command-defaults = Seu tamanho, qualidade, quantidade e privacidade quando você não os informa
defaults-title = Seus padrões
defaults-how = Usados pelo `/{ name-imagine }` em todos os servidores quando você omite uma opção.
defaults-size = Tamanho
defaults-quality = Qualidade
defaults-count = Número de imagens
defaults-private = Só para você
defaults-yes = sim
defaults-no = não
defaults-own = { $name }: { $value } (seu padrão)
defaults-none = { $name }: { $value } (nada definido)
defaults-ignored = Não é oferecido neste servidor, então é ignorado aqui.
defaults-choice = { $name }: { $value }
defaults-choice-none = { $name }: sem padrão próprio
defaults-not-used = Não usado aqui, porque este servidor ou o modelo não oferece: seu padrão de { $names }. Mude com `/{ name-defaults }`.
