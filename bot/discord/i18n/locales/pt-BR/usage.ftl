### /quota-admin usage, top and export.

name-quota-admin-usage = uso
command-quota-admin-usage = Gráfico e tabela do uso por dia, membro e qualidade
name-quota-admin-top = ranking
command-quota-admin-top = Quais membros usam mais e quanto do total
name-quota-admin-export = exportar
command-quota-admin-export = Cada movimento de créditos em um arquivo CSV, só para você
optname-usage-days = dias
option-usage-days = Quantos dias para trás, incluindo hoje; 30 se você omitir
optname-export-from = de
optname-export-to = até
option-export-day = Um dia como AAAA-MM-DD; se você omitir, os últimos 30 dias
usage-title = { $credits ->
    [one] { $credits } crédito, de { $first } a { $last }
   *[other] { $credits } créditos, de { $first } a { $last }
}
usage-outcomes = Pedidos: desenhados { $delivered }, recusados pela política de conteúdo { $policy }, com falha { $failed }, cancelados { $cancelled }, em andamento { $open }
usage-more = { $more ->
    [one] … e mais { $more } membro
   *[other] … e mais { $more } membros
}
usage-chart-days = Créditos por dia
usage-chart-members = Créditos por membro
usage-chart-quality = Créditos por qualidade
usage-chart-rest = outros
usage-chart-ends = Como os pedidos terminaram
usage-end-delivered = Desenhados
usage-end-policy = Política
usage-end-failed = Falharam
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
export-refused-day = Isso não é um dia: escreva AAAA-MM-DD, por exemplo 2027-01-31.
export-refused-order = O primeiro dia é depois do último: troque-os.
export-refused-size = Um único dia já passa do que se pode enviar aqui. Peça o arquivo ao operador do bot.
