### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = tope
command-quota-admin-ceiling = Máximo de créditos de todo el servidor al día y al mes; sin opciones, los muestra
optname-ceiling-day = día
option-ceiling-day = Créditos al día para todos juntos; 0 quita el tope
optname-ceiling-month = mes
option-ceiling-month = Créditos al mes natural para todos juntos; 0 quita el tope
optname-ceiling-channel = canal
option-ceiling-channel = Dónde avisar cuando se haya gastado la mayor parte y cuando todo
ceiling-title = Lo que este servidor puede gastar
ceiling-day = Hoy: { $spent } de { $ceiling } créditos
ceiling-day-none = Hoy, sin tope: gastado { $spent }
ceiling-month = Este mes: { $spent } de { $ceiling } créditos
ceiling-month-none = Este mes, sin tope: gastado { $spent }
ceiling-channel = { $channel } recibe un aviso al 80 % y otro cuando se haya gastado todo.
ceiling-channel-none = Nadie recibe avisos: elige un canal (`channel`).
ceiling-operator = El operador del bot permite { $ceiling } créditos al día por servidor; cuenta el número menor.
ceiling-refused-channel = No puedo escribir en { $channel }: dame ahí «Ver canal» y «Enviar mensajes», o elige otro. No se cambió nada.
refused-ceiling-month = Este servidor ya gastó sus créditos de este mes. Se renuevan { $renews }.
ceiling-notice-day-80 = La mayor parte de los créditos de hoy de este servidor está gastada o reservada: { $spent } de { $ceiling }. Al llegar al tope, se deja de dibujar hasta mañana.
ceiling-notice-day-100 = Se agotaron los créditos de hoy de este servidor: { $spent } de { $ceiling }. Lo que quede no alcanza para la última petición. Se podrá dibujar mañana, o con un tope más alto en `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = La mayor parte de los créditos de este mes de este servidor está gastada o reservada: { $spent } de { $ceiling }. Al llegar al tope, se deja de dibujar hasta el mes que viene.
ceiling-notice-month-100 = Se agotaron los créditos de este mes de este servidor: { $spent } de { $ceiling }. Lo que quede no alcanza para la última petición. Se podrá dibujar el mes que viene, o con un tope más alto en `/quota-admin { name-quota-admin-ceiling }`.
