### /history, /show and restoring a deleted post.

name-history = historial
command-history = Busca las imágenes que has pedido en este servidor
optname-text = texto
option-text = Mostrar solo los prompts que contengan estas palabras
name-show = mostrar
command-show = Buscar una petición por su ID
optname-id = id
option-id = El ID de una petición o el nombre de uno de sus archivos
history-title = Tus imágenes en este servidor
history-filter = Prompts que contienen { $words }, primero los más recientes
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
history-gone = el mensaje ya no existe
history-private = solo lo ves tú
state-queued = En cola
state-submitting = Enviándose
state-submitted = Dibujándose
state-rendered = Publicándose
state-delivered = Terminada
state-failed = Fallida, sin cargo
state-cancelled = Cancelada, sin cargo
state-deleted = Eliminada
show-by = Pedido por { $who }
show-hidden = *Este prompt es privado y no se ha compartido ni denunciado nunca.*
show-private = solo visible para quien lo pidió
show-unknown = No hay ninguna petición con ese ID que puedas ver. Las tuyas están en `/{ name-history }`.
button-bring-back = Recuperar
button-newer = Más recientes
button-older = Más antiguas
bring-back-nothing = No hay nada que recuperar: esa petición terminó sin imágenes.
bring-back-removed = La moderación retiró ese mensaje, así que no se puede recuperar. Si crees que es un error, habla con la administración.
bring-back-underway = Esa imagen ya se está recuperando.
bring-back-unreachable = Ahora mismo no se pueden descargar las imágenes. Inténtalo de nuevo en unos minutos.
bring-back-forgotten = El servicio de imágenes ya no conserva estas imágenes. Repite la petición para dibujar otras nuevas.
bring-back-too-large = Las imágenes son demasiado grandes para este canal, incluso comprimidas.
bring-back-here = El mensaje sigue ahí: { $url }
bring-back-cannot-look = Easel no puede comprobar si el mensaje sigue ahí, así que no se ha vuelto a publicar. Pide a la administración que deje a Easel leer ese canal o inténtalo en unos minutos.
bring-back-not-posted = Discord no ha aceptado las imágenes. Inténtalo de nuevo en unos minutos.
bring-back-title = **{ $prompt }** recuperado por { $who }
bring-back-free = Son las imágenes originales; no se ha cobrado nada.
bring-back-missing = { $missing ->
    [one] Una de las imágenes ya no está disponible.
   *[other] { $missing } de las imágenes ya no están disponibles.
}
recent-gone = Ese prompt anterior ya no está. Elige otro o escríbelo de nuevo.
