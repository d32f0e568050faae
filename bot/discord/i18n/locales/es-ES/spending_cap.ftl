### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = tope
command-quota-admin-ceiling = Fija topes de gasto para todo el servidor; sin opciones, los muestra
optname-spending-cap-day = día
option-spending-cap-day = Créditos al día para todo el servidor; 0 quita el tope
optname-spending-cap-month = mes
option-spending-cap-month = Créditos al mes natural para todo el servidor; 0 quita el tope
optname-spending-cap-channel = canal
option-spending-cap-channel = Canal para los avisos al 80 % y al 100 %
spending-cap-title = Topes de gasto de este servidor
spending-cap-day = Hoy: { $spent } de { $cap } créditos
spending-cap-day-none = Hoy: { $spent } gastados, sin tope
spending-cap-month = Este mes: { $spent } de { $cap } créditos
spending-cap-month-none = Este mes: { $spent } gastados, sin tope
spending-cap-channel = Los avisos al 80 % y al 100 % se envían a { $channel }.
spending-cap-channel-none = No se envían avisos. Para recibirlos, elige un canal (`{ optname-spending-cap-channel }`).
spending-cap-operator = El operador del bot limita cada servidor a { $cap } créditos al día. Se aplica el tope más bajo.
spending-cap-refused-channel = Easel no puede escribir en { $channel }. Dale ahí «Ver canal» y «Enviar mensajes», o elige otro canal. No se ha cambiado nada.
refused-cap-month = Este servidor ha agotado sus créditos de este mes. Se renuevan { $renews }.
spending-cap-notice-day-80 = Este servidor ha gastado o reservado { $spent } de sus { $cap } créditos de hoy. Al llegar al tope, Easel queda en pausa hasta mañana.
spending-cap-notice-day-100 = Este servidor ha llegado a su tope de hoy, o no le quedan créditos suficientes para la última petición: { $spent } de { $cap } gastados. Easel se reanuda mañana, o en cuanto subas el tope con `/quota-admin { name-quota-admin-ceiling }`.
spending-cap-notice-month-80 = Este servidor ha gastado o reservado { $spent } de sus { $cap } créditos de este mes. Al llegar al tope, Easel queda en pausa hasta el mes que viene.
spending-cap-notice-month-100 = Este servidor ha llegado a su tope de este mes, o no le quedan créditos suficientes para la última petición: { $spent } de { $cap } gastados. Easel se reanuda el mes que viene, o en cuanto subas el tope con `/quota-admin { name-quota-admin-ceiling }`.
