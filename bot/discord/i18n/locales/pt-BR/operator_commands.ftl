### /operator: commands for the owner of the Discord application.

name-operator = operator
command-operator = Gerenciar este bot (só para o operador)
name-operator-status = status
command-operator-status = Gastos, fal, fila e falhas
name-operator-pause = pausar
command-operator-pause = Parar de aceitar novos pedidos; os já aceitos são concluídos
optname-message = mensagem
option-message = Mensagem para os membros
name-operator-resume = retomar
command-operator-resume = Voltar a aceitar pedidos
name-operator-restart = reinício
command-operator-restart = Avisar quem está esperando que o bot vai reiniciar
optname-minutes = minutos
option-minutes = Minutos até o reinício

refused-not-operator = Só o operador do bot pode fazer isso. Nada foi alterado.
refused-paused = O Easel está em pausa. Nada foi cobrado; tente de novo mais tarde.
refused-paused-because = O Easel está em pausa: { $said }. Nada foi cobrado; tente de novo mais tarde.
progress-restart = O Easel reinicia { $at }. Seu pedido está guardado e continua depois.

status-title = Status
status-today = Hoje: { $spent } créditos gastos ou reservados, sem teto. O dia termina { $renews }.
status-today-of = Hoje: { $spent } de { $cap } créditos gastos ou reservados. O dia termina { $renews }.
status-month = Este mês: { $spent } créditos
status-cost = { $period ->
    [today] Custo de hoje
   *[days] Custo dos últimos 30 dias
}: US$ { NUMBER($estimated, minimumFractionDigits: 2, maximumFractionDigits: 2) } estimados, { $known ->
    [none] fatura desconhecida
    [all] US$ { NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) } cobrados pelo fal ({ $drift }%)
   *[some] US$ { NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) } cobrados pelo fal por { $count } de { $requests } pedidos ({ $drift }%)
}
status-balance = Saldo no fal: US$ { NUMBER($balance, minimumFractionDigits: 2, maximumFractionDigits: 2) }
status-pause = Pausado { $since }
status-fal-none = fal: aceitando pedidos
status-fal-balance = fal: conta recusada. O aviso contém a mensagem do fal; confira a conta no fal.
status-fal-credentials = fal: chave recusada. Confira FAL_KEY.
status-fal-outage = fal: todos os pedidos falham da mesma forma ({ $what })
status-wire = Formato de requisição: { $form }, esquema publicado { $schema ->
    [off] não lido
    [unknown] desconhecido
    [cached] em cache
   *[known] lido
}
status-wire-differences = Diferenças em relação ao esquema publicado: { $count }
status-sizes = Imagens com tamanho incorreto, últimos 7 dias:
status-queue = Em andamento: { $waiting } na fila, { $fal } no fal, { $posting } sendo publicados
status-ended = Últimas 24 horas: { $delivered } entregues, { $failed } sem imagens
status-ended-rest = - outros: { $count }
operator-paused = { $open ->
    [0] Em pausa: novos pedidos são recusados. Não há pedidos aceitos em andamento.
    [one] Em pausa: novos pedidos são recusados. { $open } pedido aceito está sendo concluído.
   *[other] Em pausa: novos pedidos são recusados. { $open } pedidos aceitos estão sendo concluídos.
}
operator-resumed = O Easel voltou a aceitar pedidos.
operator-resumed-already = O Easel não estava em pausa. Nada foi alterado.
operator-restart = { $notified ->
    [one] { $notified } pedido na fila avisa agora que o bot reinicia { $at }. Reinicie-o por conta própria nessa hora; nenhum pedido se perde.
   *[other] { $notified } pedidos na fila avisam agora que o bot reinicia { $at }. Reinicie-o por conta própria nessa hora; nenhum pedido se perde.
}
