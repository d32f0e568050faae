### /quota-admin undo and previews of changes.

name-quota-admin-undo = deshacer
command-quota-admin-undo = Deshacer el último cambio; primero lo confirmas
optname-preview = vista-previa
option-preview = Solo mostrar qué cambiaría y para cuántos miembros
undo-question = ¿Deshacer este cambio?
undo-done = Deshecho
undo-nothing = No hay nada que deshacer.
undo-kept = No se ha cambiado nada.
undo-effect-grant = { $credits ->
    [one] { $who } perderá { $credits } crédito extra.
   *[other] { $who } perderá { $credits } créditos extra.
}
undo-effect-reset = { $credits ->
    [one] El gasto de hoy de { $who } volverá a subir { $credits } crédito.
   *[other] El gasto de hoy de { $who } volverá a subir { $credits } créditos.
}
undo-done-effect-grant = { $credits ->
    [one] { $who } ha perdido { $credits } crédito extra.
   *[other] { $who } ha perdido { $credits } créditos extra.
}
undo-done-effect-reset = { $credits ->
    [one] El gasto de hoy de { $who } ha vuelto a subir { $credits } crédito.
   *[other] El gasto de hoy de { $who } ha vuelto a subir { $credits } créditos.
}
undo-used = { $used ->
    [one] { $used } de estos créditos ya se ha gastado y no vuelve.
   *[other] { $used } de estos créditos ya se han gastado y no vuelven.
}
undo-refused-unknown = Ese cambio no existe en este servidor. No se ha cambiado nada.
undo-refused-already = { $who } ya lo ha deshecho. No se ha cambiado nada.
undo-refused-undo = Esta entrada ya deshace otro cambio. Para revertirla, repite el cambio original. No se ha cambiado nada.
undo-refused-nothing = Esta entrada no cambió nada, así que no hay nada que deshacer.
undo-refused-changed = Esto se ha vuelto a cambiar después. Consulta `/quota-admin { name-quota-admin-audit }` y fija el valor que quieras. No se ha cambiado nada.
undo-refused-spent = Estos créditos ya se han gastado, así que no hay nada que deshacer.
undo-refused-day = El día de este restablecimiento ya ha pasado, así que no hay nada que deshacer.
undo-refused-erased = Los datos de este miembro se han borrado, así que no hay nada que deshacer.
button-undo = Deshacer
button-undo-confirm = Sí, deshacer
button-undo-keep = Mantener
preview-title = Vista previa: no se ha cambiado nada
preview-limit = { $target }: { $before } → { $after } créditos al día
preview-role = { $members ->
    [one] -# { $members } miembro tiene este rol. Tienen prioridad los límites propios y los más altos de otros roles.
   *[other] -# { $members } miembros tienen este rol. Tienen prioridad los límites propios y los más altos de otros roles.
}
preview-everyone = { $members ->
    [one] -# Este servidor tiene alrededor de { $members } miembro. Tienen prioridad los límites propios y los de rol.
   *[other] -# Este servidor tiene alrededor de { $members } miembros. Tienen prioridad los límites propios y los de rol.
}
preview-askers = { $members ->
    [0] -# Nadie ha pedido imágenes aquí desde el { $since }.
    [one] -# { $members } miembro ha pedido imágenes aquí desde el { $since }.
   *[other] -# { $members } miembros han pedido imágenes aquí desde el { $since }.
}
