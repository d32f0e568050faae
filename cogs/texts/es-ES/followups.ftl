### Going on from a result.

button-finer = Más fino
button-finer-confirm = Dibujar: { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}
followup-finer = **Más fino:** { $count ->
    [one] { $count } imagen
   *[other] { $count } imágenes
}, { $size }, { $quality }. Cuesta { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} de los { $left } que te quedan.
refused-finest = No hay nada más fino: ya tiene la calidad más alta y ningún tamaño mayor tiene esta forma.
refused-choices-gone = El tamaño o la calidad de esta imagen ya no se ofrece. Elige otra opción con `/imagine`.
refused-price-changed = El precio ha cambiado: ahora es de { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} y no se ha cobrado nada. Pulsa **Más fino** otra vez.
refused-slow = La consulta ha tardado demasiado. No se ha cobrado nada; inténtalo otra vez.
refused-deleted = Esa imagen se eliminó.
result-finer = { $who } pidió una versión más fina ({ $link }): { $prompt }
result-edited = { $who } siguió desde aquí ({ $link }): { $prompt }
button-edit = Editar
followup-title-edit = Cambiar y dibujar de nuevo
followup-title-start = Empezar desde esta imagen
