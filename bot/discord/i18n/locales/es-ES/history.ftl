### /history and /show, and bringing a picture back.

name-history = historial
command-history = Encontrar las imágenes que has pedido en este servidor
optname-text = texto
option-text = Solo las que contienen estas palabras en el prompt
name-show = mostrar
command-show = Ver una petición por su identificador
optname-id = id
option-id = El identificador de una petición o el nombre de uno de sus archivos
history-title = Tus imágenes en este servidor
history-filter = Solo las que contienen { $words }, primero las más recientes
history-empty = Aún no has dibujado nada en este servidor. Empieza con `/{ name-imagine }` o `/{ name-ideas }`.
history-no-match = Ninguno de tus prompts en este servidor contiene { $words }.
history-facts = { $size } · { $quality } · { $count ->
    [one] { $count } imagen
   *[other] { $count } imágenes
} · { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}
history-jump = Ir al mensaje
history-gone = el mensaje ya no está
history-private = solo para ti
state-queued = En cola
state-submitting = Enviándose a fal
state-submitted = Dibujándose
state-rendered = Publicándose
state-delivered = Terminada
state-failed = Fallida, no se ha cobrado nada
state-cancelled = Cancelada, no se ha cobrado nada
state-deleted = Eliminada
show-by = Pedido por { $who }
show-hidden = *El prompt es privado. No se ha compartido ni denunciado.*
show-private = solo para quien lo pidió
show-unknown = No hay ninguna petición con ese identificador que puedas ver. Las tuyas están en `/{ name-history }`.
button-bring-back = Recuperar
button-newer = Más recientes
button-older = Más antiguas
bring-back-nothing = No hay nada que recuperar: esa petición terminó sin imágenes.
bring-back-removed = Alguien que cuida de este servidor retiró ese mensaje, así que no se puede recuperar. Pregúntale, por favor.
bring-back-underway = Esa imagen ya se está recuperando.
bring-back-unreachable = Ahora mismo no se pueden traer las imágenes de fal. Inténtalo de nuevo en unos minutos.
bring-back-forgotten = fal ya no guarda estas imágenes. Repite la petición para dibujar otras nuevas.
bring-back-too-large = No se han podido reducir las imágenes lo suficiente para este canal.
bring-back-here = El mensaje sigue ahí: { $url }
bring-back-cannot-look = Easel no puede comprobar si el mensaje sigue ahí, así que no se ha vuelto a publicar. Pide a la administración que deje a Easel leer ese canal o inténtalo en unos minutos.
bring-back-not-posted = Discord no ha aceptado las imágenes. Inténtalo de nuevo en unos minutos.
bring-back-title = { $who } ha recuperado: { $prompt }
bring-back-free = Las mismas imágenes de antes; no se ha cobrado nada.
bring-back-missing = { $missing ->
    [one] Una de las imágenes ya no está disponible.
   *[other] { $missing } de las imágenes ya no están disponibles.
}
recent-gone = Ese prompt anterior ya no está. Elige otro o escríbelo de nuevo.
