### Actions on a result.

button-finer = Más calidad
button-finer-confirm = Dibujar: { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}
followup-finer = **{ button-finer }:** { $count ->
    [one] { $count } imagen
   *[other] { $count } imágenes
}, { $size }, { $quality }. Cuesta { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} de los { $left } que te quedan.
    -# Serán imágenes nuevas con el mismo prompt.
followup-finer-pick = -# Para acercarte a una de las imágenes, elígela abajo.
followup-finer-picture = **{ button-finer }:** imagen { $number }, { $size }, { $quality }. Cuesta { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} de tus { $left }.
    -# El modelo vuelve a dibujar esta imagen con el mismo prompt; algunos detalles pueden cambiar.
placeholder-picture = Partir de una imagen…
refused-finest = Ya tiene la calidad más alta y el mayor tamaño de este formato.
refused-choices-gone = El tamaño o la calidad de esta imagen ya no está disponible. Elige otra opción con `/{ name-imagine }`.
refused-price-changed = El precio ha cambiado: ahora son { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}. No se te ha cobrado nada. Pulsa **{ button-finer }** otra vez para ver la nueva oferta.
refused-slow = La consulta ha tardado demasiado. No se te ha cobrado nada; inténtalo de nuevo.
refused-deleted = Esa imagen se eliminó.
result-finer = **{ $prompt }** de { $who } · { $link } con más calidad
result-edited = **{ $prompt }** de { $who } · a partir de { $link }
button-edit = Editar
followup-title-edit = Editar y dibujar de nuevo
followup-title-start = Empezar desde esta imagen
button-more = ⋯ Más
button-back = Volver
button-start = Empezar desde aquí
button-details = Detalles
button-cover = Ocultar como spoiler
button-uncover = Quitar el spoiler
button-delete = Eliminar
button-delete-go = Sí, eliminar
followup-more = ¿Qué quieres hacer con esta imagen?
followup-covered = Las imágenes están ahora ocultas como spoiler.
followup-uncovered = Las imágenes ya no están ocultas.
followup-delete-ask = ¿Eliminar definitivamente este mensaje y sus imágenes? Los créditos no se devuelven.
followup-deleted = Eliminado.
refused-not-manager = Solo puede hacerlo quien pidió esta imagen o quien tenga el permiso «Gestionar mensajes».
refused-no-reach = Easel no tiene acceso a su mensaje en ese canal, así que no se ha cambiado nada. Dale ahí «Ver canal», «Leer el historial de mensajes» y «Adjuntar archivos», e inténtalo de nuevo.
refused-cover-large = Las imágenes son demasiado grandes para volver a subirlas aquí, así que no se ha cambiado nada.
refused-discord = Discord no ha aceptado el cambio. Inténtalo de nuevo en un minuto.
refused-private-post = Este resultado solo lo ves tú. Usa el botón **{ button-more }** que tiene debajo o descarta el mensaje allí.
details-title = **Detalles de { $id }**
details-who = Pedido por { $who }, { $when }
details-prompt = Prompt: { $prompt }
details-prompt-file = Prompt (completo en el archivo): { $prompt }
details-options = { $size } · { $quality } · { $count ->
    [one] { $count } imagen
   *[other] { $count } imágenes
} · `{ $model }`
details-delivered = Entregado; { $charged ->
    [one] { $charged } crédito cobrado
   *[other] { $charged } créditos cobrados
}
details-open = En curso; { $cost ->
    [one] { $cost } crédito reservado
   *[other] { $cost } créditos reservados
}
details-unfulfilled = No entregado; no se ha cobrado nada
details-times = Espera { $waiting } s, dibujo en { $drawing } s
details-reference = { $picture } ({ $width } × { $height })
details-parents = A partir de: { $links }
details-children = Versiones posteriores: { $links }
followup-kept = Tu prompt: { $prompt }
