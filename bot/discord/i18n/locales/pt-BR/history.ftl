### /history, /show and restoring a deleted post.

name-history = histórico
command-history = Encontrar as imagens que você pediu neste servidor
optname-text = texto
option-text = Mostrar só os prompts que contêm estas palavras
name-show = mostrar
command-show = Buscar um pedido pelo ID
optname-id = id
option-id = O ID de um pedido ou o nome de um dos arquivos dele
history-title = Suas imagens neste servidor
history-filter = Prompts que contêm { $words }, os mais recentes primeiro
history-empty = Você ainda não desenhou nada neste servidor. Comece com `/{ name-imagine }` ou `/{ name-ideas }`.
history-no-match = Nenhum dos seus prompts neste servidor contém { $words }.
history-facts = { $size } · { $quality } · { $count ->
    [one] { $count } imagem
   *[other] { $count } imagens
} · { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}
history-jump = Ir para a mensagem
history-gone = a mensagem não existe mais
history-private = só você vê
state-queued = Na fila
state-submitting = Sendo enviado
state-submitted = Sendo desenhado
state-rendered = Sendo publicado
state-delivered = Pronto
state-failed = Falhou, nada foi cobrado
state-cancelled = Cancelado, nada foi cobrado
state-deleted = Apagado
show-by = Pedido de { $who }
show-hidden = *Este prompt é privado e nunca foi compartilhado nem denunciado.*
show-private = visível só para quem pediu
show-unknown = Não há nenhum pedido com esse ID que você possa ver. Os seus estão em `/{ name-history }`.
button-bring-back = Restaurar
button-newer = Mais recentes
button-older = Mais antigas
bring-back-nothing = Não há nada para restaurar: esse pedido terminou sem imagens.
bring-back-removed = A moderação removeu essa mensagem, então ela não pode ser restaurada. Se parecer um engano, fale com a administração.
bring-back-underway = Essa imagem já está sendo restaurada.
bring-back-unreachable = Não é possível baixar as imagens agora. Tente de novo em alguns minutos.
bring-back-forgotten = O serviço de imagens não tem mais estas imagens. Repita o pedido para desenhar novas.
bring-back-too-large = As imagens são grandes demais para este canal, mesmo comprimidas.
bring-back-here = A mensagem ainda está lá: { $url }
bring-back-cannot-look = O Easel não consegue verificar se a mensagem ainda está lá, então nada foi publicado de novo. Peça à administração para deixar o Easel ler esse canal ou tente em alguns minutos.
bring-back-not-posted = O Discord não aceitou as imagens. Tente de novo em alguns minutos.
bring-back-title = **{ $prompt }** restaurado por { $who }
bring-back-free = São as imagens originais; nada foi cobrado.
bring-back-missing = { $missing ->
    [one] Uma das imagens não está mais disponível.
   *[other] { $missing } das imagens não estão mais disponíveis.
}
recent-gone = Esse prompt anterior não está mais disponível. Escolha outro ou digite de novo.
