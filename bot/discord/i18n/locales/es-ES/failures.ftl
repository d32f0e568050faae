### Reasons for a failed request. failed-refund follows each of them.

failed-refund = No se te ha cobrado nada.
# Only the requester sees this one.
failed-refund-private = No se te ha cobrado nada. (Te { $left ->
    [one] queda { $left } crédito
   *[other] quedan { $left } créditos
})
failed-fal-policy = La política de contenido ha bloqueado este prompt. Prueba a escribirlo de otra manera.
failed-fal-policy-quote = La política de contenido ha bloqueado este prompt ({ $quote }). Prueba a escribirlo de otra manera.
failed-fal-invalid = El modelo no ha aceptado esta petición. Prueba con un prompt más corto o más sencillo, o con otras opciones.
failed-fal-no-media = No se ha recibido ninguna imagen. Inténtalo de nuevo o cambia el prompt.
failed-fal-credentials = Easel está fuera de servicio: el servicio de imágenes ha rechazado su clave. Ya se ha avisado al operador.
failed-fal-outage = Easel está fuera de servicio: en el servicio de imágenes fallan todas las peticiones, sea cual sea el prompt. Ya se ha avisado al operador.
failed-fal-balance = Easel está fuera de servicio: el servicio de imágenes rechaza su cuenta. Ya se ha avisado al operador.
failed-fal-not-found = Easel está fuera de servicio: el servicio de imágenes ya no reconoce esta petición o su modelo. Ya se ha avisado al operador.
failed-fal-timeout = El servicio de imágenes ha tardado demasiado. Inténtalo de nuevo en unos minutos.
failed-fal-cancelled-at-fal = El servicio de imágenes ha cancelado esta petición. Puedes intentarlo de nuevo.
failed-fal-unavailable = El servicio de imágenes ha fallado. Inténtalo de nuevo en unos minutos.
failed-fal-busy = El servicio de imágenes no admite peticiones en este momento. Inténtalo de nuevo en unos minutos.
failed-submit-unknown = El servicio de imágenes no ha confirmado tu petición. Para no enviarla dos veces, Easel la ha detenido. Inténtalo de nuevo.
failed-deadline = Esto ha tardado más de { $seconds } segundos, así que Easel ha dejado de esperar. Inténtalo más tarde.
failed-result-unreadable = El servicio de imágenes ha terminado, pero no se ha podido leer el resultado. Inténtalo de nuevo en unos minutos.
failed-pictures-lost = Las imágenes están hechas, pero no se han podido descargar. Inténtalo de nuevo.
failed-pictures-too-large = Las imágenes son demasiado grandes para Discord, incluso comprimidas. Prueba con un tamaño menor.
failed-undeliverable = Easel no ha podido publicar las imágenes en ningún sitio donde puedas verlas. Prueba en otro canal.
failed-delivery-unknown = Easel ha perdido la conexión al publicar las imágenes y no puede comprobar si han llegado. Si las ves, son gratis.
failed-internal = Ha habido un problema por nuestra parte. El operador puede consultarlo con este ID: { $id }.
button-retry = Reintentar
