### Why there are no pictures. Each is followed by the refund line.

failed-refund = No se ha cobrado nada: { $cost ->
    [one] se te ha devuelto { $cost } crédito
   *[other] se te han devuelto { $cost } créditos
} (saldo: { $left }).
failed-fal-policy = La política de contenido del modelo rechaza este prompt. Volver a pedirlo no servirá de nada; escríbelo de otra manera.
failed-fal-policy-quote = La política de contenido del modelo rechaza este prompt ({ $quote }). Volver a pedirlo no servirá de nada; escríbelo de otra manera.
failed-fal-invalid = El modelo no ha aceptado esta petición. Prueba con un prompt más corto o más sencillo, o con otras opciones.
failed-fal-no-media = El modelo ha terminado sin dar ninguna imagen. Inténtalo de nuevo o cambia el prompt.
failed-fal-credentials = El dibujo está fuera de servicio: fal no acepta la clave de este bot. Se ha avisado al operador.
failed-fal-balance = El dibujo está fuera de servicio: la cuenta del bot en fal se ha quedado sin saldo. Se ha avisado al operador.
failed-fal-not-found = El dibujo está fuera de servicio: fal ya no conoce la petición o el modelo. Se ha avisado al operador.
failed-fal-timeout = fal no ha terminado dentro de su propio plazo. Inténtalo de nuevo en unos minutos.
failed-fal-cancelled-at-fal = La petición se ha cancelado en fal. Puedes intentarlo de nuevo.
failed-fal-unavailable = fal ha tenido un fallo mientras dibujaba. Inténtalo de nuevo en unos minutos.
failed-fal-busy = fal no admite peticiones en este momento. Inténtalo de nuevo en unos minutos.
failed-submit-unknown = La conexión con fal se ha cortado mientras se entregaba tu petición y, por seguridad, no se ha enviado dos veces. Vuelve a pedirla, por favor.
failed-deadline = fal no ha terminado en { $seconds } s, así que se ha abandonado la petición. Inténtalo más tarde.
failed-result-unreadable = fal dice que las imágenes están listas, pero no las entrega. Inténtalo de nuevo en unos minutos.
failed-pictures-lost = Las imágenes se han dibujado, pero no se han podido recoger. Inténtalo de nuevo, por favor.
failed-pictures-too-large = No se ha podido reducir las imágenes lo suficiente para Discord. Prueba con un tamaño menor.
failed-undeliverable = Las imágenes se han dibujado, pero Discord no las ha aceptado en ningún sitio donde pudieras verlas. Inténtalo en otro canal.
failed-delivery-unknown = Las imágenes se han dibujado, pero el bot se ha quedado sin conexión al publicarlas y no puede mirar si han llegado. Si las ves, son tuyas gratis.
failed-internal = Algo ha fallado por nuestra parte. El operador puede encontrarlo con el identificador { $id }.
