### /quota-admin.

admin-set = { $target } puede gastar ahora { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} al día (antes: { $before }).
admin-unset = Se ha quitado el límite diario de { $target } (era { $before }). Se aplica el siguiente límite que corresponda.
admin-unset-nothing = { $target } no tiene un límite propio. No se ha cambiado nada.
admin-default-set = Los miembros sin límite propio pueden gastar ahora { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} al día en este servidor (antes: { $before }).
admin-default-unset = Se ha quitado el límite predeterminado de este servidor (era { $before }). Se aplica el del bot: { $operator ->
    [one] { $operator } crédito
   *[other] { $operator } créditos
} al día.
admin-before-none = sin definir
admin-grant = { $who } tiene ahora { $total ->
    [one] { $total } crédito extra
   *[other] { $total } créditos extra
} (+{ $credits }).
admin-reset = { $credits ->
    [0] { $who } no ha gastado créditos hoy.
    [one] Gasto de hoy de { $who } restablecido: { $credits } crédito vuelve a estar disponible.
   *[other] Gasto de hoy de { $who } restablecido: { $credits } créditos vuelven a estar disponibles.
}
admin-blocked = { $who } ya no puede usar Easel en este servidor.
admin-blocked-already = { $who } ya tiene un bloqueo. No se ha cambiado nada.
admin-unblocked = { $who } puede volver a usar Easel.
admin-unblocked-already = { $who } no tiene ningún bloqueo. No se ha cambiado nada.
