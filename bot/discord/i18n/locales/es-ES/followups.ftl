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
refused-finest = No hay nada más fino: ya tiene la calidad más alta y ningún tamaño mayor tiene este formato.
refused-choices-gone = El tamaño o la calidad de esta imagen ya no se ofrece. Elige otra opción con `/{ name-imagine }`.
refused-price-changed = El precio ha cambiado: ahora es de { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} y no se ha cobrado nada. Pulsa **Más fino** otra vez para ver la nueva oferta.
refused-slow = La consulta ha tardado demasiado. No se ha cobrado nada; inténtalo de nuevo.
refused-deleted = Esa imagen se eliminó.
result-finer = { $who } ha pedido { $link } en versión más fina: { $prompt }
result-edited = { $who } ha seguido a partir de { $link }: { $prompt }
button-edit = Editar
followup-title-edit = Cambiar y dibujar de nuevo
followup-title-start = Empezar desde esta imagen
button-more = ⋯ Más
button-start = Empezar desde aquí
button-details = Detalles
button-cover = Ocultar como spoiler
button-uncover = Quitar el spoiler
button-delete = Eliminar
button-delete-go = Sí, eliminar
followup-more = ¿Qué quieres hacer con esta imagen?
followup-covered = Las imágenes están ahora ocultas como spoiler.
followup-uncovered = Las imágenes ya no están ocultas.
followup-delete-ask = ¿Eliminar definitivamente este mensaje? También se borran sus imágenes, y los créditos no se devuelven.
followup-deleted = Eliminado.
refused-not-manager = Solo puede hacerlo quien pidió esta imagen o quien tenga el permiso «Gestionar mensajes».
refused-no-reach = Easel no puede llegar a su mensaje en ese canal, así que no se ha cambiado nada. Dale ahí «Ver canal», «Leer el historial de mensajes» y «Adjuntar archivos», e inténtalo de nuevo.
refused-cover-large = Las imágenes son demasiado grandes para volver a subirlas aquí, así que no se ha cambiado nada.
refused-discord = Discord no ha aceptado el cambio. Inténtalo de nuevo en un minuto.
refused-private-post = Este resultado solo lo has visto tú. Usa el botón ⋯ que tiene debajo para cambiarlo, o descártalo allí.
details-title = **Detalles de { $id }**
details-who = Pedido por { $who }, { $when }
details-prompt = Prompt: { $prompt }
details-prompt-file = Prompt, completo en el archivo: { $prompt }
details-options = { $size } · { $quality } · { $count ->
    [one] { $count } imagen
   *[other] { $count } imágenes
} · `{ $model }`
details-delivered = Entregado por { $charged ->
    [one] { $charged } crédito
   *[other] { $charged } créditos
}
details-open = Todavía en curso; { $cost ->
    [one] { $cost } crédito reservado
   *[other] { $cost } créditos reservados
}
details-unfulfilled = No entregado; no se ha cobrado nada
details-times = Espera { $waiting } s, dibujo en { $drawing } s
details-parents = Viene de: { $links }
details-children = Continúa en: { $links }
followup-kept = Tu prompt era: { $prompt }
