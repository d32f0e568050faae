### /defaults.

name-defaults = preferências
command-defaults = Definir seu tamanho, qualidade, quantidade e privacidade padrão
defaults-title = Suas preferências
defaults-how = O `/{ name-imagine }` as usa em todos os servidores quando você omite uma opção.
defaults-model = Modelo
defaults-size = Tamanho
defaults-quality = Qualidade
defaults-count = Número de imagens
defaults-private = Só você vê
defaults-mention = Menção ao terminar
defaults-yes = sim
defaults-no = não
defaults-own = { $name }: { $value } (sua preferência)
defaults-ignored = Não está disponível neste servidor, então é ignorado aqui.
defaults-choice = { $name }: { $value }
defaults-choice-none = { $name }: usar o padrão do servidor ({ $value })
defaults-not-used = Sua preferência de { $names } não está disponível aqui, então não foi usada. Você pode mudá-la com `/{ name-defaults }`.
