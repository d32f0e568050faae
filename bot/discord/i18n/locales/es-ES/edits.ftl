### Ediciones: peticiones que parten de imágenes. Nombres: 32 caracteres como máximo; descripciones y opciones: 100;
### etiquetas de formularios: 45.

name-edit = editar
command-edit = Cambiar o combinar imágenes según tu descripción
option-edit-prompt = Qué hay que cambiar o qué hacer con las imágenes
optname-image = imagen
option-image = La imagen que quieres editar (PNG, JPEG, WebP o GIF); se envía al servicio de imágenes
optname-image2 = imagen2
optname-image3 = imagen3
optname-image4 = imagen4
option-image-more = Otra imagen para usar
menu-edit-picture = Editar imagen
modal-start = Partir de
modal-start-prompt = Solo el prompt
modal-start-same = Las mismas imágenes
modal-start-picture = Imagen { $number }
modal-files = Más imágenes
modal-files-how = Se envían al servicio de imágenes (fal), que las borra tras { $hours } h.
modal-drawing = Calidad y número de imágenes
modal-drawing-choice = { $quality }, { $count ->
    [one] { $count } imagen
   *[other] { $count } imágenes
}
title-edit-picture = Editar esta imagen
progress-uploading = { $count ->
    [one] Enviando tu imagen al servicio de imágenes…
   *[other] Enviando tus imágenes al servicio de imágenes…
}
result-made-from = Hecho a partir de { $sources }
result-source-upload = { $count ->
    [one] una imagen adjunta
   *[other] { $count } imágenes adjuntas
}
result-source-picture = [la imagen { $number }]({ $url })
result-source-picture-plain = la imagen { $number } de un resultado anterior
result-source-message = [una imagen de este canal]({ $url })
failed-fal-reference = El servicio de imágenes no ha podido usar una de las imágenes: puede que sea demasiado pequeña, demasiado grande o que ya no esté disponible. Prueba con otra imagen.
failed-reference-lost = Una imagen adjunta se perdió antes de llegar al servicio de imágenes. Adjúntala de nuevo.
refused-reference-count = { $limit ->
    [one] Este modelo admite { $limit } imagen
   *[other] Este modelo admite hasta { $limit } imágenes
} de partida. No se te ha cobrado nada.
refused-reference-gone = Las imágenes de partida ya no están disponibles. Adjúntalas de nuevo con `/{ name-edit }`. No se te ha cobrado nada.
refused-edit-none = No hay activado ningún modelo que pueda editar imágenes. Pregunta al operador.
refused-edit-no-picture = Este mensaje no tiene ninguna imagen que Easel pueda editar.
refused-edit-expired = Tu selección ha caducado. Abre otra vez el menú del mensaje. No se te ha cobrado nada.
refused-others-pictures = Puedes editar tus propias imágenes y las de Easel, pero no las de otras personas.
refused-edit-opted-out = La persona a quien pertenece esta imagen no quiere que otras la editen.
refused-edit-ask = Antes tiene que aceptar la persona a quien pertenece la imagen.
refused-consent-not-yours = Solo puede responder la persona a quien pertenece la imagen.
consent-ask = { $owner }, ¿puede { $who } editar [tu imagen]({ $url }) con Easel? Se envía al servicio de imágenes (fal).
consent-given = { $owner } está de acuerdo. { $who }, abre otra vez el menú del mensaje y elige **{ menu-edit-picture }** en un plazo de 24 horas.
consent-declined = { $owner } prefiere que no se edite esta imagen.
button-allow-edit = Permitir
button-decline-edit = No, gracias
