### Imágenes de referencia rechazadas. { $number } es la posición de la imagen si hay varias y, si no, 0.

refused-reference-name = { $number ->
    [0] Tu imagen
   *[other] La imagen { $number }
}
refused-reference-type = { refused-reference-name } tiene un formato que Easel no admite. Envía un PNG, JPEG, WebP o GIF. No se te ha cobrado nada.
refused-reference-damaged = { refused-reference-name } está dañada o incompleta. Guárdala de nuevo y vuelve a enviarla. No se te ha cobrado nada.
refused-reference-bytes = { refused-reference-name } ocupa más de { $limit } MB. Envía un archivo más pequeño. No se te ha cobrado nada.
refused-reference-pixels = { refused-reference-name } tiene demasiados píxeles: el máximo para este tipo de archivo es de { $limit } megapíxeles. Envía una versión más pequeña. No se te ha cobrado nada.
refused-reference-shape = { refused-reference-name } es demasiado estrecha: un lado puede medir como mucho { $limit } veces el otro, y ninguno menos de 16 píxeles. No se te ha cobrado nada.
refused-reference-download = { refused-reference-name } no se ha podido descargar de Discord. Adjúntala otra vez. No se te ha cobrado nada.
refused-reference-space = Easel no tiene espacio para imágenes ahora mismo. El operador tiene que liberarlo; inténtalo más tarde. No se te ha cobrado nada.
refused-reference-unsafe = { refused-reference-name } parece contener desnudez, así que Easel no puede editarla. No se te ha cobrado nada.
refused-reference-unchecked = Easel no ha podido comprobar tus imágenes ahora mismo. Inténtalo de nuevo en unos minutos. No se te ha cobrado nada.
