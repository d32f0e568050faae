### /operator: for whoever owns the application at Discord.

name-operator = operator
command-operator = Para quem mantém este bot
name-operator-status = status
command-operator-status = Gastos, fal, fila e falhas
name-operator-pause = pausar
command-operator-pause = Não aceita novos pedidos; os já aceitos são concluídos
optname-message = mensagem
option-message = O que os membros vão ler
name-operator-resume = retomar
command-operator-resume = Volta a aceitar pedidos
name-operator-restart = reinício
command-operator-restart = Avisa quem tem pedidos na fila que o bot vai reiniciar
optname-minutes = minutos
option-minutes = Em quantos minutos

refused-not-operator = Isso é para quem mantém este bot. Nada foi alterado.
refused-paused = O Easel está em pausa. Nada foi cobrado; tente de novo mais tarde.
refused-paused-because = O Easel está em pausa: { $said }. Nada foi cobrado; tente de novo mais tarde.
progress-restart = O Easel reinicia { $at }. Seu pedido está guardado e continua depois.

desk-title = Como estão as coisas
desk-today = Hoje: { $spent } créditos gastos ou reservados. Não há teto. O dia termina { $renews }.
desk-today-of = Hoje: { $spent } de { $ceiling } créditos gastos ou reservados. O dia termina { $renews }.
desk-month = Este mês: { $spent } créditos.
desk-pause = O desenho foi pausado { $since }.
desk-fal-none = fal: aceita pedidos.
desk-fal-balance = fal: recusa a conta; o saldo acabou ou ela está bloqueada. Recarregue no fal.
desk-fal-credentials = fal: recusa a chave. Confira FAL_KEY.
desk-line = Em andamento: { $waiting } na fila, { $fal } no fal, { $posting } sendo publicados.
desk-ended = Últimas 24 horas: { $delivered } entregues, { $failed } sem imagens.
desk-ended-rest = - outros: { $count }
desk-paused = { $open ->
    [one] Novos pedidos são recusados agora. { $open } pedido aceito está sendo concluído.
   *[other] Novos pedidos são recusados agora. { $open } pedidos aceitos estão sendo concluídos.
}
desk-resumed = Pedidos são aceitos de novo.
desk-resumed-already = O desenho não estava em pausa; nada foi alterado.
desk-restart = { $told ->
    [one] { $told } pedido na fila avisa agora que o bot reinicia { $at }. Reinicie-o então por conta própria; ele guarda cada pedido.
   *[other] { $told } pedidos na fila avisam agora que o bot reinicia { $at }. Reinicie-o então por conta própria; ele guarda cada pedido.
}
