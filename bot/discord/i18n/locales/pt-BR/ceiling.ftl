### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = teto
command-quota-admin-ceiling = Quanto o servidor inteiro pode gastar por dia e por mês; sem opções, só mostra
optname-ceiling-day = dia
option-ceiling-day = Créditos por dia para o servidor inteiro; 0 remove o teto
optname-ceiling-month = mês
option-ceiling-month = Créditos por mês civil para o servidor inteiro; 0 remove o teto
optname-ceiling-channel = canal
option-ceiling-channel = Onde avisar quando a maior parte e quando tudo tiver sido gasto
ceiling-title = O que este servidor pode gastar
ceiling-day = Hoje: { $spent } de { $ceiling } créditos
ceiling-day-none = Hoje: { $spent } gastos, sem teto
ceiling-month = Este mês: { $spent } de { $ceiling } créditos
ceiling-month-none = Este mês: { $spent } gastos, sem teto
ceiling-channel = { $channel } recebe um aviso aos 80% e outro quando tudo tiver sido gasto.
ceiling-channel-none = Ninguém é avisado: escolha um canal (`{ optname-ceiling-channel }`) para isso.
ceiling-operator = O operador do bot permite { $ceiling } créditos por dia a cada servidor; vale o número menor.
ceiling-refused-channel = O Easel não pode escrever em { $channel }: dê a ele “Ver canal” e “Enviar mensagens” ali, ou escolha outro canal. Nada foi alterado.
refused-ceiling-month = Este servidor já usou todos os créditos deste mês. Eles se renovam { $renews }.
ceiling-notice-day-80 = A maior parte dos créditos de hoje deste servidor está gasta ou reservada: { $spent } de { $ceiling }. Ao chegar ao teto, o desenho para até amanhã.
ceiling-notice-day-100 = Os créditos de hoje deste servidor acabaram ou não bastam para o último pedido: { $spent } de { $ceiling }. O desenho volta amanhã, ou com um teto maior: `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = A maior parte dos créditos deste mês deste servidor está gasta ou reservada: { $spent } de { $ceiling }. Ao chegar ao teto, o desenho para até o mês que vem.
ceiling-notice-month-100 = Os créditos deste mês deste servidor acabaram ou não bastam para o último pedido: { $spent } de { $ceiling }. O desenho volta no mês que vem, ou com um teto maior: `/quota-admin { name-quota-admin-ceiling }`.
