### Cancellation: the button, its answers and the final message.

button-cancel = Cancelar
cancel-done = Pedido cancelado. Nada foi cobrado.
cancel-already = O pedido já estava cancelado. Nada foi cobrado.
cancel-asked = Cancelando… Se já for tarde demais, você recebe as imagens e elas são cobradas normalmente. Se não, nada é cobrado.
cancel-noted = Anotado. O Easel vai cancelar assim que conseguir falar com o serviço de imagens. A mensagem de progresso vai mostrar o resultado.
cancel-too-late = Tarde demais para cancelar: as imagens já estão prontas. Elas serão publicadas e cobradas normalmente.
cancel-ended = Este pedido já tinha terminado sem imagens. Nada foi cobrado.
refused-cancel-not-yours = Só quem fez o pedido, ou quem tem a permissão “Gerenciar mensagens”, pode cancelar.
failed-cancelled = Seu pedido foi cancelado.
failed-cancelled-moderator = A moderação (<@{ $by }>) cancelou seu pedido.
result-not-cancelled = Era tarde demais para cancelar este pedido.
progress-cancelling = Cancelando… Se as imagens ficarem prontas antes, serão publicadas normalmente.
