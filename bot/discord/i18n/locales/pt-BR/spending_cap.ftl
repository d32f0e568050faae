### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = teto
command-quota-admin-ceiling = Definir tetos de gastos para o servidor inteiro; sem opções, só mostra
optname-spending-cap-day = dia
option-spending-cap-day = Créditos por dia para o servidor inteiro; 0 remove o teto
optname-spending-cap-month = mês
option-spending-cap-month = Créditos por mês civil para o servidor inteiro; 0 remove o teto
optname-spending-cap-channel = canal
option-spending-cap-channel = Canal para os avisos aos 80% e aos 100%
spending-cap-title = Tetos de gastos deste servidor
spending-cap-day = Hoje: { $spent } de { $cap } créditos
spending-cap-day-none = Hoje: { $spent } gastos, sem teto
spending-cap-month = Este mês: { $spent } de { $cap } créditos
spending-cap-month-none = Este mês: { $spent } gastos, sem teto
spending-cap-channel = Os avisos aos 80% e aos 100% vão para { $channel }.
spending-cap-channel-none = Nenhum aviso é enviado. Para receber, escolha um canal (`{ optname-spending-cap-channel }`).
spending-cap-operator = O operador do bot limita cada servidor a { $cap } créditos por dia. Vale o teto mais baixo.
spending-cap-refused-channel = O Easel não pode escrever em { $channel }. Dê a ele “Ver canal” e “Enviar mensagens” ali, ou escolha outro canal. Nada foi alterado.
refused-cap-month = Este servidor já usou todos os créditos deste mês. Eles se renovam { $renews }.
spending-cap-notice-day-80 = Este servidor já gastou ou reservou { $spent } dos seus { $cap } créditos de hoje. Ao chegar ao teto, o Easel fica em pausa até amanhã.
spending-cap-notice-day-100 = Este servidor chegou ao teto de hoje, ou não tem créditos suficientes para o último pedido: { $spent } de { $cap } usados. O Easel volta amanhã, ou assim que você aumentar o teto com `/quota-admin { name-quota-admin-ceiling }`.
spending-cap-notice-month-80 = Este servidor já gastou ou reservou { $spent } dos seus { $cap } créditos deste mês. Ao chegar ao teto, o Easel fica em pausa até o mês que vem.
spending-cap-notice-month-100 = Este servidor chegou ao teto deste mês, ou não tem créditos suficientes para o último pedido: { $spent } de { $cap } usados. O Easel volta no mês que vem, ou assim que você aumentar o teto com `/quota-admin { name-quota-admin-ceiling }`.
