### /quota-admin audit: log of administrative changes.

name-quota-admin-audit = registro
command-quota-admin-audit = Ver quién cambió qué, primero lo más reciente
audit-title = Cambios en este servidor, primero los más recientes
audit-none = Todavía no se ha cambiado nada en este servidor.
audit-undone = (deshecho)
audit-target-default = los miembros sin límite propio
audit-did-set = { $who } fijó el límite diario en { $after } para { $target } (antes: { $before })
audit-did-unset = { $who } quitó el límite diario de { $before } para { $target }
audit-did-grant = { $credits ->
    [one] { $who } dio { $credits } crédito extra a { $target }
   *[other] { $who } dio { $credits } créditos extra a { $target }
}
audit-did-reset = { $credits ->
    [one] { $who } restableció el gasto diario de { $target } ({ $credits } crédito)
   *[other] { $who } restableció el gasto diario de { $target } ({ $credits } créditos)
}
audit-did-block = { $who } bloqueó a { $target }
audit-did-unblock = { $who } desbloqueó a { $target }
audit-did-setting = { $who } cambió «{ $subject }»: { $before } → { $after }
audit-did-undo = { $who } deshizo el cambio #{ $number }
button-audit-newer = Más recientes
button-audit-older = Más antiguos
