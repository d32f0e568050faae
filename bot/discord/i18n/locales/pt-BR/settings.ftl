### /settings.

name-settings = configurações
command-settings = Decida onde, quem e como este servidor desenha
settings-title = Configurações deste servidor
settings-intro = Cada mudança vale na hora e fica registrada. Onde nada foi escolhido, nada é restrito.
settings-section-overview = Tudo de relance
settings-section-places = Onde e quem
settings-section-repeats = Quem pode desenhar um resultado de novo
settings-section-choices = Tamanhos, qualidades e quantidade
settings-section-look = Spoilers e idioma
settings-section-safety = Segurança e palavras recusadas
settings-section-notices = Canal de registro
settings-name-channels = Canais onde se pode desenhar (com seus tópicos)
settings-name-roles = Cargos que podem desenhar
settings-name-repeat-by = Quem pode desenhar de novo resultados de outros
settings-name-repeat-roles = Cargos para isso
settings-name-sizes = Tamanhos
settings-name-qualities = Qualidades
settings-name-largest-count = Máximo de imagens por vez
settings-name-spoiler = Ocultar as imagens como spoiler até serem clicadas
settings-name-spoiler-channels = Canais onde as imagens são sempre ocultas
settings-name-language = Idioma das mensagens públicas
settings-name-safety-tolerance = Tolerância de segurança
settings-name-refused-words = Palavras recusadas
settings-name-log-channel = Canal de denúncias e avisos
settings-why-server = decidido aqui
settings-why-operator = configuração do operador
settings-why-model = do próprio modelo
settings-why-nobody = não decidido aqui
settings-value-everywhere = Em todo lugar
settings-value-everyone = Todo mundo
settings-value-none = Nenhum
settings-value-all = Tudo o que o modelo oferece
settings-value-requester = Só quem pediu
settings-value-anyone = Qualquer pessoa, com a própria cota
settings-value-roles = Quem pediu e os cargos abaixo
settings-value-no-roles = Os cargos abaixo, mas nenhum foi escolhido: só quem pediu
settings-value-covered = Ocultas em todo lugar
settings-value-uncovered = Não ocultas
settings-value-own-language = O de cada membro
settings-value-count = { $most ->
    [one] No máximo { $most } imagem
   *[other] No máximo { $most } imagens
}
settings-value-tolerance = { $tolerance } (1 é o mais rígido, 6 o mais permissivo)
settings-value-no-tolerance = Este modelo não tem essa configuração
settings-value-words = { $words ->
    [0] Nenhuma
    [one] { $words } palavra
   *[other] { $words } palavras
}
settings-value-gone-channel = um canal excluído
settings-value-gone-role = um cargo excluído
settings-option-operator = Como o operador definiu: { $value }
placeholder-settings-channels = Escolher canais
placeholder-settings-roles = Escolher cargos
button-settings-words = Editar as palavras
button-settings-clear = Limpar escolhas
title-settings-words = Palavras recusadas
label-settings-words = Palavras, uma por linha
settings-words-how = Até { $most } palavras de { $longest } caracteres. Maiúsculas, acentos e ocultos não fazem diferença.
settings-words-limit = É demais: podem ser recusadas { $most } palavras de até { $longest } caracteres cada. Nada foi alterado.
settings-outdated = Essa opção não é mais oferecida. Abra `/{ name-settings }` de novo. Nada foi alterado.
