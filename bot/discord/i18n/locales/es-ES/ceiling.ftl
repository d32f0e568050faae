### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = tope
command-quota-admin-ceiling = Lo que puede gastar todo el servidor al día y al mes; sin opciones, lo muestra
optname-ceiling-day = día
option-ceiling-day = Créditos al día para todo el servidor; 0 quita el tope
optname-ceiling-month = mes
option-ceiling-month = Créditos al mes natural para todo el servidor; 0 quita el tope
optname-ceiling-channel = canal
option-ceiling-channel = Dónde avisar cuando se haya gastado la mayor parte y cuando se haya gastado todo
ceiling-title = Lo que este servidor puede gastar
ceiling-day = Hoy: { $spent } de { $ceiling } créditos
ceiling-day-none = Hoy: { $spent } gastados, sin tope
ceiling-month = Este mes: { $spent } de { $ceiling } créditos
ceiling-month-none = Este mes: { $spent } gastados, sin tope
ceiling-channel = { $channel } recibe un aviso al 80 % y otro cuando se ha gastado todo.
ceiling-channel-none = Nadie recibe avisos: elige para ello un canal (`{ optname-ceiling-channel }`).
ceiling-operator = El operador del bot permite a cada servidor { $ceiling } créditos al día; cuenta el número menor.
ceiling-refused-channel = Easel no puede escribir en { $channel }: dale ahí «Ver canal» y «Enviar mensajes», o elige otro canal. No se ha cambiado nada.
refused-ceiling-month = Este servidor ha agotado sus créditos de este mes. Se renuevan { $renews }.
ceiling-notice-day-80 = La mayor parte de los créditos de hoy de este servidor está gastada o reservada: { $spent } de { $ceiling }. Al llegar al tope, el dibujo se detiene hasta mañana.
ceiling-notice-day-100 = Los créditos de hoy de este servidor se han agotado o no alcanzan para la última petición: { $spent } de { $ceiling }. El dibujo sigue mañana, o con un tope más alto: `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = La mayor parte de los créditos de este mes de este servidor está gastada o reservada: { $spent } de { $ceiling }. Al llegar al tope, el dibujo se detiene hasta el mes que viene.
ceiling-notice-month-100 = Los créditos de este mes de este servidor se han agotado o no alcanzan para la última petición: { $spent } de { $ceiling }. El dibujo sigue el mes que viene, o con un tope más alto: `/quota-admin { name-quota-admin-ceiling }`.
