### /quota.

quota-title = Tu cuota en este servidor
quota-title-member = Cuota de { $who }
quota-allowance-member = Cuota: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} al día, fijada para ti por la administración del servidor.
quota-allowance-role = Cuota: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} al día, por el rol { $role }.
quota-allowance-default = Cuota: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} al día, el valor predeterminado de este servidor.
quota-allowance-operator = Cuota: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} al día, el valor predeterminado del bot.
quota-used = Gastado hoy: { $used }.
quota-granted = Créditos extra, se conservan hasta usarlos: { $granted }.
quota-left = Saldo ahora: { $left ->
    [one] { $left } crédito
   *[other] { $left } créditos
}.
quota-renews = La cuota se renueva { $renews }.
quota-blocked = La administración del servidor ha bloqueado el dibujo para este miembro.
quota-price = Una imagen ({ $size }, { $quality }) cuesta { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}; según el tamaño y la calidad, van de { $least } a { $most }.
