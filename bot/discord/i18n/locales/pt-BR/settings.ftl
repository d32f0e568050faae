### /settings.

name-settings = configurações
command-settings = Configurar canais, cargos, tamanhos, spoilers, denúncias e palavras bloqueadas
settings-title = Configurações do servidor
settings-intro = As mudanças valem na hora e ficam registradas. O que ficar vazio não tem restrição.
settings-rest = Todo o resto está no padrão.
settings-untouched = Tudo está no padrão. Escolha uma seção acima para mudar algo.
settings-section-overview = Visão geral
settings-section-places = Canais e cargos
settings-section-repeats = Quem pode repetir resultados
settings-section-choices = Tamanhos, qualidades e quantidade
settings-section-look = Spoilers e idioma
settings-section-safety = Segurança e palavras bloqueadas
settings-section-notices = Canal de moderação
settings-name-channels = Canais onde se pode usar o Easel (tópicos incluídos)
settings-name-roles = Cargos que podem usar o Easel
settings-name-repeat-by = Quem pode repetir resultados de outras pessoas
settings-name-repeat-roles = Cargos que podem repetir resultados de outras pessoas
settings-name-models = Modelos
settings-name-sizes = Tamanhos
settings-name-qualities = Qualidades
settings-name-largest-count = Máximo de imagens por pedido
settings-name-spoiler = Ocultar as imagens como spoiler
settings-name-spoiler-channels = Canais onde as imagens são sempre ocultas
settings-name-language = Idioma das mensagens públicas
settings-name-safety-tolerance = Tolerância de segurança
settings-name-others-pictures = Editar imagens publicadas por outros membros
settings-name-refused-words = Palavras bloqueadas
settings-name-log-channel = Canal de denúncias e avisos
settings-why-server = definido aqui
settings-why-operator = definido pelo operador
settings-why-model = padrão do modelo
settings-why-default = padrão
settings-value-everywhere = Em todo lugar
settings-value-everyone = Todo mundo
settings-value-none = Nenhum
settings-value-all = Tudo o que o modelo oferece
settings-value-requester = Só quem pediu
settings-value-anyone = Qualquer pessoa, com os próprios créditos
settings-value-roles = Quem pediu e os cargos abaixo
settings-value-no-roles = Quem pediu (nenhum cargo selecionado abaixo)
settings-value-covered = Ocultas em todo lugar
settings-value-uncovered = Não ocultas
settings-value-own-language = O de cada membro
settings-value-count = { $most ->
    [one] Até { $most } imagem
   *[other] Até { $most } imagens
}
settings-value-tolerance = { $tolerance } (1 é o mais rígido, 6 o mais permissivo)
settings-value-no-tolerance = Não compatível com este modelo
settings-value-pictures-never = Nunca
settings-value-pictures-ask = Se quem publicou concordar
settings-value-pictures-allowed = Sempre, exceto de quem recusou
settings-value-words = { $words ->
    [0] Nenhuma
    [one] { $words } palavra
   *[other] { $words } palavras
}
settings-value-gone-channel = um canal excluído
settings-value-gone-role = um cargo excluído
settings-option-operator = Padrão: { $value }
placeholder-settings-channels = Escolher canais
placeholder-settings-roles = Escolher cargos
button-settings-words = Editar palavras
button-settings-clear = Limpar seleção
title-settings-words = Palavras bloqueadas
label-settings-words = Palavras, uma por linha
settings-words-how = Até { $most } palavras de { $longest } caracteres. Maiúsculas, acentos e caracteres ocultos não contam.
settings-words-limit = É demais: você pode bloquear até { $most } palavras de { $longest } caracteres cada. Nada foi alterado.
settings-outdated = Essa opção não está mais disponível. Abra `/{ name-settings }` de novo. Nada foi alterado.
