### /quota-admin undo, and what a change would do before it is made.

name-quota-admin-undo = deshacer
command-quota-admin-undo = Deshacer el último cambio; antes lo ves
optname-preview = vista-previa
option-preview = Solo mostrar qué cambiaría y para cuántos miembros
undo-question = ¿Deshacer este cambio?
undo-done = Deshecho
undo-nothing = No hay ningún cambio que se pueda deshacer.
undo-kept = No se ha cambiado nada.
undo-effect-grant = { $credits ->
    [one] Se quitará { $credits } crédito a { $who }.
   *[other] Se quitarán { $credits } créditos a { $who }.
}
undo-effect-reset = { $credits ->
    [one] { $credits } crédito volverá a contar como gastado hoy por { $who }.
   *[other] { $credits } créditos volverán a contar como gastados hoy por { $who }.
}
undo-done-effect-grant = { $credits ->
    [one] Se ha quitado { $credits } crédito a { $who }.
   *[other] Se han quitado { $credits } créditos a { $who }.
}
undo-done-effect-reset = { $credits ->
    [one] { $credits } crédito vuelve a contar como gastado hoy por { $who }.
   *[other] { $credits } créditos vuelven a contar como gastados hoy por { $who }.
}
undo-used = { $used ->
    [one] { $used } de estos créditos ya se ha gastado y no vuelve.
   *[other] { $used } de estos créditos ya se han gastado y no vuelven.
}
undo-refused-unknown = Ese cambio no existe en este servidor. No se ha cambiado nada.
undo-refused-already = { $who } ya lo ha deshecho. No se ha cambiado nada.
undo-refused-undo = Esta entrada ya deshizo otro cambio; haz ese cambio de nuevo. No se ha cambiado nada.
undo-refused-nothing = Esto no cambió nada, así que no hay nada que deshacer.
undo-refused-changed = Esto se ha cambiado después: mira `/quota-admin { name-quota-admin-audit }` y fija lo que quieras. No se ha cambiado nada.
undo-refused-spent = Estos créditos ya se han gastado, así que no hay nada que deshacer.
undo-refused-day = El día de este restablecimiento ya ha pasado, así que no hay nada que deshacer.
button-undo = Deshacer
button-undo-confirm = Sí, deshacer
button-undo-keep = Dejarlo así
preview-title = Vista previa: no se cambia nada
preview-limit = { $target }: { $before } → { $after } créditos al día
preview-role = { $members ->
    [one] -# { $members } miembro tiene este rol. Antes cuenta un límite propio o el de un rol más alto.
   *[other] -# { $members } miembros tienen este rol. Antes cuenta un límite propio o el de un rol más alto.
}
preview-everyone = { $members ->
    [one] -# Este servidor tiene alrededor de { $members } miembro. Antes cuenta un límite propio o el de un rol.
   *[other] -# Este servidor tiene alrededor de { $members } miembros. Antes cuenta un límite propio o el de un rol.
}
preview-askers = { $members ->
    [0] -# Nadie ha pedido imágenes aquí desde el { $since }.
    [one] -# { $members } miembro ha pedido imágenes aquí desde el { $since }.
   *[other] -# { $members } miembros han pedido imágenes aquí desde el { $since }.
}
