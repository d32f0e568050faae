### Cancelling: the button, what a click is told, and what is left to read.

button-cancel = Cancelar
cancel-done = Cancelado. Nada foi cobrado.
cancel-already = Já estava cancelado. Nada foi cobrado.
cancel-asked = O fal recebeu o pedido para parar, mas pode já ter começado a desenhar. Se parar, nada é cobrado; se terminar mesmo assim, as imagens são publicadas e cobradas normalmente.
cancel-noted = Anotado: será cancelado assim que o fal responder. A mensagem de progresso vai dizer como terminou.
cancel-too-late = Tarde demais para cancelar: as imagens já foram desenhadas, então são publicadas e cobradas normalmente.
cancel-ended = Isso já terminou, sem imagens. Nada foi cobrado.
refused-cancel-not-yours = Só quem fez o pedido, ou quem tem a permissão “Gerenciar mensagens”, pode cancelar.
failed-cancelled = O pedido foi cancelado.
failed-cancelled-moderator = A moderação (<@{ $by }>) cancelou este pedido.
result-not-cancelled = Era tarde demais para cancelar: o fal desenhou mesmo assim.
progress-cancelling = Cancelando… Pedimos ao fal que pare. Se ele terminar antes, as imagens são publicadas normalmente.
