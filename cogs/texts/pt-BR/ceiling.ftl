### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = teto
command-quota-admin-ceiling = Máximo de créditos do servidor inteiro por dia e por mês; sem opções, mostra-os
optname-ceiling-day = dia
option-ceiling-day = Créditos por dia para todos juntos; 0 remove o teto
optname-ceiling-month = mês
option-ceiling-month = Créditos por mês civil para todos juntos; 0 remove o teto
optname-ceiling-channel = canal
option-ceiling-channel = Onde avisar quando a maior parte e quando tudo for gasto
ceiling-title = O que este servidor pode gastar
ceiling-day = Hoje: { $spent } de { $ceiling } créditos
ceiling-day-none = Hoje, sem teto: gasto { $spent }
ceiling-month = Este mês: { $spent } de { $ceiling } créditos
ceiling-month-none = Este mês, sem teto: gasto { $spent }
ceiling-channel = { $channel } é avisado uma vez aos 80 % e uma vez quando tudo for gasto.
ceiling-channel-none = Ninguém é avisado: escolha um canal (`channel`).
ceiling-operator = O operador do bot permite { $ceiling } créditos por dia a cada servidor; vale o número menor.
ceiling-refused-channel = Não posso escrever em { $channel }: permita-me ver o canal e enviar mensagens nele, ou escolha outro. Nada foi mudado.
refused-ceiling-month = Este servidor já gastou os créditos deste mês. Eles se renovam { $renews }.
ceiling-notice-day-80 = A maior parte dos créditos de hoje deste servidor está gasta ou reservada: { $spent } de { $ceiling }. No teto, os desenhos param até amanhã.
ceiling-notice-day-100 = Os créditos de hoje deste servidor acabaram: { $spent } de { $ceiling }. O que sobra não basta para o último pedido. Os desenhos voltam amanhã, ou com um teto maior em `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = A maior parte dos créditos deste mês deste servidor está gasta ou reservada: { $spent } de { $ceiling }. No teto, os desenhos param até o mês que vem.
ceiling-notice-month-100 = Os créditos deste mês deste servidor acabaram: { $spent } de { $ceiling }. O que sobra não basta para o último pedido. Os desenhos voltam no mês que vem, ou com um teto maior em `/quota-admin { name-quota-admin-ceiling }`.
