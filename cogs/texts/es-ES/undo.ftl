### /quota-admin undo, and what a change would do before it is made.

name-quota-admin-undo = deshacer
command-quota-admin-undo = Deshacer el último cambio; primero lo ves
optname-preview = vista-previa
option-preview = Solo mostrar qué cambiaría y para cuántos
undo-question = ¿Deshacer esto?
undo-done = Deshecho
undo-nothing = No hay ningún cambio que se pueda deshacer.
undo-kept = No se cambió nada.
undo-effect-grant = { $credits ->
    [one] Se quitará { $credits } crédito a { $who }.
   *[other] Se quitarán { $credits } créditos a { $who }.
}
undo-effect-reset = { $credits ->
    [one] { $credits } crédito volverá a contar como usado hoy por { $who }.
   *[other] { $credits } créditos volverán a contar como usados hoy por { $who }.
}
undo-done-effect-grant = { $credits ->
    [one] Se quitó { $credits } crédito a { $who }.
   *[other] Se quitaron { $credits } créditos a { $who }.
}
undo-done-effect-reset = { $credits ->
    [one] { $credits } crédito vuelve a contar como usado hoy por { $who }.
   *[other] { $credits } créditos vuelven a contar como usados hoy por { $who }.
}
undo-used = { $used ->
    [one] { $used } crédito ya se gastó y no vuelve.
   *[other] { $used } créditos ya se gastaron y no vuelven.
}
undo-refused-unknown = Ese cambio no existe en este servidor. No se cambió nada.
undo-refused-already = { $who } ya lo deshizo. No se cambió nada.
undo-refused-undo = Esto ya deshizo otro cambio; vuelve a hacer ese cambio. No se cambió nada.
undo-refused-nothing = Esto no cambió nada, así que no hay nada que deshacer.
undo-refused-changed = Esto se cambió después: mira `/quota-admin { name-quota-admin-audit }` y pon lo que quieras. No se cambió nada.
undo-refused-spent = Estos créditos ya se gastaron; no queda nada que quitar.
undo-refused-day = El día de este reinicio ya pasó, así que no hay nada que deshacer.
button-undo = Deshacer
button-undo-confirm = Sí, deshacer
button-undo-keep = Dejarlo así
preview-title = Vista previa: no se cambia nada
preview-limit = { $target }: { $before } → { $after } créditos al día
preview-role = { $members ->
    [one] -# { $members } miembro tiene este rol. Un límite propio o el de otro rol más alto va primero.
   *[other] -# { $members } miembros tienen este rol. Un límite propio o el de otro rol más alto va primero.
}
preview-everyone = { $members ->
    [one] -# Este servidor tiene alrededor de { $members } miembro. Un límite propio o el de un rol va primero.
   *[other] -# Este servidor tiene alrededor de { $members } miembros. Un límite propio o el de un rol va primero.
}
