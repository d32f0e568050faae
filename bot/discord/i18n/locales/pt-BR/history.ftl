### /history and /show, and bringing a picture back.

name-history = histórico
command-history = Encontrar as imagens que você pediu neste servidor
optname-text = texto
option-text = Só as que contêm estas palavras no prompt
name-show = mostrar
command-show = Ver um pedido pelo ID
optname-id = id
option-id = O ID de um pedido ou o nome de um dos arquivos dele
history-title = Suas imagens neste servidor
history-filter = Só as que contêm { $words }, as mais recentes primeiro
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
history-private = só para você
state-queued = Na fila
state-submitting = Sendo enviada ao fal
state-submitted = Sendo desenhada
state-rendered = Sendo publicada
state-delivered = Pronta
state-failed = Falhou, nada foi cobrado
state-cancelled = Cancelada, nada foi cobrado
state-deleted = Apagada
show-by = Pedido de { $who }
show-hidden = *O prompt é privado. Não foi compartilhado nem denunciado.*
show-private = só para quem pediu
show-unknown = Não há nenhum pedido com esse ID que você possa ver. Os seus estão em `/{ name-history }`.
button-bring-back = Trazer de volta
button-newer = Mais recentes
button-older = Mais antigas
bring-back-nothing = Não há nada para trazer de volta: esse pedido terminou sem imagens.
bring-back-removed = Alguém que cuida deste servidor removeu essa mensagem, então ela não pode voltar. Fale com essa pessoa, por favor.
bring-back-underway = Essa imagem já está sendo trazida de volta.
bring-back-unreachable = Não dá para buscar as imagens no fal agora. Tente de novo em alguns minutos.
bring-back-forgotten = O fal não guarda mais essas imagens. Repita o pedido para desenhar novas.
bring-back-too-large = Não foi possível deixar as imagens pequenas o bastante para este canal.
bring-back-here = A mensagem ainda está lá: { $url }
bring-back-cannot-look = O Easel não pode ver se a mensagem ainda está lá, então nada foi publicado de novo. Peça à administração para deixar o Easel ler esse canal ou tente em alguns minutos.
bring-back-not-posted = O Discord não aceitou as imagens. Tente de novo em alguns minutos.
bring-back-title = { $who } trouxe de volta: { $prompt }
bring-back-free = As mesmas imagens de antes; nada foi cobrado.
bring-back-missing = { $missing ->
    [one] Uma das imagens não está mais disponível.
   *[other] { $missing } das imagens não estão mais disponíveis.
}
recent-gone = Esse prompt anterior não existe mais. Escolha outro ou digite de novo.
