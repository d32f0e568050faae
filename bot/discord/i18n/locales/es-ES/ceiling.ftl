### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = tope
command-quota-admin-ceiling = Fija topes de gasto para todo el servidor; sin opciones, los muestra
optname-ceiling-day = día
option-ceiling-day = Créditos al día para todo el servidor; 0 quita el tope
optname-ceiling-month = mes
option-ceiling-month = Créditos al mes natural para todo el servidor; 0 quita el tope
optname-ceiling-channel = canal
option-ceiling-channel = Canal para los avisos al 80 % y al 100 %
ceiling-title = Topes de gasto de este servidor
ceiling-day = Hoy: { $spent } de { $ceiling } créditos
ceiling-day-none = Hoy: { $spent } gastados, sin tope
ceiling-month = Este mes: { $spent } de { $ceiling } créditos
ceiling-month-none = Este mes: { $spent } gastados, sin tope
ceiling-channel = Los avisos al 80 % y al 100 % se envían a { $channel }.
ceiling-channel-none = No se envían avisos. Para recibirlos, elige un canal (`{ optname-ceiling-channel }`).
ceiling-operator = El operador del bot limita cada servidor a { $ceiling } créditos al día. Se aplica el tope más bajo.
ceiling-refused-channel = Easel no puede escribir en { $channel }. Dale ahí «Ver canal» y «Enviar mensajes», o elige otro canal. No se ha cambiado nada.
refused-ceiling-month = Este servidor ha agotado sus créditos de este mes. Se renuevan { $renews }.
ceiling-notice-day-80 = Este servidor ha gastado o reservado { $spent } de sus { $ceiling } créditos de hoy. Al llegar al tope, Easel se detiene hasta mañana.
ceiling-notice-day-100 = Este servidor ha llegado a su tope de hoy, o no le quedan créditos suficientes para la última petición: { $spent } de { $ceiling } gastados. Easel sigue mañana, o en cuanto subas el tope con `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = Este servidor ha gastado o reservado { $spent } de sus { $ceiling } créditos de este mes. Al llegar al tope, Easel se detiene hasta el mes que viene.
ceiling-notice-month-100 = Este servidor ha llegado a su tope de este mes, o no le quedan créditos suficientes para la última petición: { $spent } de { $ceiling } gastados. Easel sigue el mes que viene, o en cuanto subas el tope con `/quota-admin { name-quota-admin-ceiling }`.
