### To the operator.

operator-fal-balance = O fal recusa a conta deste bot: o saldo acabou ou ela está bloqueada. O desenho está em pausa e tudo foi reembolsado; de vez em quando, um pedido faz uma nova tentativa. Recarregue o saldo no fal.
operator-fal-credentials = O fal recusa a chave deste bot. O desenho está em pausa e tudo foi reembolsado; de vez em quando, um pedido faz uma nova tentativa. Confira FAL_KEY.
operator-fal-again = O fal voltou a aceitar pedidos. O desenho continua.
operator-ceiling = { $spent } dos { $ceiling } créditos de hoje já foram gastos ou reservados (QUOTA_BOT_DAILY_CREDITS). Ao chegar ao teto, novos pedidos são recusados até o fim do dia.
