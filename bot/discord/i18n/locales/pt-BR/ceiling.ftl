### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = teto
command-quota-admin-ceiling = Definir tetos de gastos para o servidor inteiro; sem opções, só mostra
optname-ceiling-day = dia
option-ceiling-day = Créditos por dia para o servidor inteiro; 0 remove o teto
optname-ceiling-month = mês
option-ceiling-month = Créditos por mês civil para o servidor inteiro; 0 remove o teto
optname-ceiling-channel = canal
option-ceiling-channel = Canal para os avisos aos 80% e aos 100%
ceiling-title = Tetos de gastos deste servidor
ceiling-day = Hoje: { $spent } de { $ceiling } créditos
ceiling-day-none = Hoje: { $spent } gastos, sem teto
ceiling-month = Este mês: { $spent } de { $ceiling } créditos
ceiling-month-none = Este mês: { $spent } gastos, sem teto
ceiling-channel = Os avisos aos 80% e aos 100% vão para { $channel }.
ceiling-channel-none = Nenhum aviso é enviado. Para receber, escolha um canal (`{ optname-ceiling-channel }`).
ceiling-operator = O operador do bot limita cada servidor a { $ceiling } créditos por dia. Vale o teto mais baixo.
ceiling-refused-channel = O Easel não pode escrever em { $channel }. Dê a ele “Ver canal” e “Enviar mensagens” ali, ou escolha outro canal. Nada foi alterado.
refused-ceiling-month = Este servidor já usou todos os créditos deste mês. Eles se renovam { $renews }.
ceiling-notice-day-80 = Este servidor já gastou ou reservou { $spent } dos seus { $ceiling } créditos de hoje. Ao chegar ao teto, o Easel para até amanhã.
ceiling-notice-day-100 = Este servidor chegou ao teto de hoje, ou não tem créditos suficientes para o último pedido: { $spent } de { $ceiling } usados. O Easel volta amanhã, ou assim que você aumentar o teto com `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = Este servidor já gastou ou reservou { $spent } dos seus { $ceiling } créditos deste mês. Ao chegar ao teto, o Easel para até o mês que vem.
ceiling-notice-month-100 = Este servidor chegou ao teto deste mês, ou não tem créditos suficientes para o último pedido: { $spent } de { $ceiling } usados. O Easel volta no mês que vem, ou assim que você aumentar o teto com `/quota-admin { name-quota-admin-ceiling }`.
