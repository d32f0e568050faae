### /quota-admin.

admin-set = { $target } puede gastar ahora { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} al día (antes: { $before }).
admin-unset = Se ha quitado el límite diario de { $target } (era { $before }). Se aplica la siguiente regla que corresponda.
admin-unset-nothing = { $target } no tenía límite propio; no se ha cambiado nada.
admin-default-set = Quien no tenga un límite propio puede gastar aquí ahora { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} al día (antes: { $before }).
admin-default-unset = Se ha quitado el valor predeterminado de este servidor (era { $before }); se aplica el del bot: { $operator ->
    [one] { $operator } crédito
   *[other] { $operator } créditos
} al día.
admin-before-none = sin límite
admin-grant = { $who } tiene { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} más; conserva en total { $total } créditos extra hasta usarlos.
admin-reset = { $credits ->
    [0] { $who } no tenía nada que restablecer hoy.
    [one] Se ha devuelto { $credits } crédito de hoy a { $who }.
   *[other] Se han devuelto { $credits } créditos de hoy a { $who }.
}
admin-blocked = { $who } ya no puede dibujar en este servidor.
admin-blocked-already = El dibujo ya estaba bloqueado para { $who }; no se ha cambiado nada.
admin-unblocked = { $who } puede volver a dibujar.
admin-unblocked-already = El dibujo no está bloqueado para { $who }; no se ha cambiado nada.
