### /quota-admin usage, top and export.

name-quota-admin-usage = uso
command-quota-admin-usage = Gráfico e tabela do uso por dia, membro e qualidade
name-quota-admin-top = ranking
command-quota-admin-top = Os membros que mais usam créditos e sua parte do total
name-quota-admin-export = exportar
command-quota-admin-export = Baixar todos os movimentos de créditos em um CSV que só você vê
optname-usage-days = dias
option-usage-days = Número de dias, incluindo hoje; 30 se você omitir
optname-export-from = de
optname-export-to = até
option-export-day = Uma data como AAAA-MM-DD; por padrão, os últimos 30 dias
usage-title = { $credits ->
    [one] { $credits } crédito, de { $first } a { $last }
   *[other] { $credits } créditos, de { $first } a { $last }
}
usage-outcomes = Pedidos: { $delivered } entregues, { $policy } bloqueados pela política de conteúdo, { $failed } com falha, { $cancelled } cancelados, { $open } em andamento
usage-more = { $more ->
    [one] … e mais { $more } membro
   *[other] … e mais { $more } membros
}
usage-chart-days = Créditos por dia
usage-chart-members = Créditos por membro
usage-chart-quality = Créditos por qualidade
usage-chart-rest = outros
usage-chart-ends = Resultado dos pedidos
usage-end-delivered = Entregues
usage-end-policy = Bloqueados
usage-end-failed = Com falha
usage-end-cancelled = Cancelados
usage-chart-legend = -# No gráfico: { $legend }
ledger-export-done = { $rows ->
    [one] { $rows } lançamento, de { $first } a { $last }. Horários em UTC; importe as colunas de IDs como texto.
   *[other] { $rows } lançamentos, de { $first } a { $last }. Horários em UTC; importe as colunas de IDs como texto.
}
ledger-export-left-out = { $rows ->
    [one] { $rows } lançamento não coube no limite de envio. Peça o resto com `{ optname-export-from }` { $day }.
   *[other] { $rows } lançamentos não couberam no limite de envio. Peça o resto com `{ optname-export-from }` { $day }.
}
export-refused-day = Isso não é uma data. Escreva como AAAA-MM-DD, por exemplo 2027-01-31.
export-refused-order = A primeira data é depois da última. Troque-as e tente de novo.
export-refused-size = Um único dia já é grande demais para enviar aqui. Peça o arquivo ao operador do bot.
