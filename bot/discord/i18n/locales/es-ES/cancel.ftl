### Cancellation: the button, its answers and the final message.

button-cancel = Cancelar
cancel-done = Petición cancelada. No se te ha cobrado nada.
cancel-already = La petición ya estaba cancelada. No se te ha cobrado nada.
cancel-asked = Cancelando… Si ya es demasiado tarde, recibirás las imágenes y se cobrarán como siempre. Si no, no se te cobrará nada.
cancel-noted = Anotado. Easel la cancelará en cuanto pueda contactar con el servicio de imágenes. El mensaje de progreso mostrará el resultado.
cancel-too-late = Demasiado tarde para cancelar: las imágenes ya están hechas. Se publicarán y se cobrarán como siempre.
cancel-ended = Esta petición ya había terminado sin imágenes. No se te ha cobrado nada.
refused-cancel-not-yours = Solo puede cancelarla quien hizo la petición o quien tenga el permiso «Gestionar mensajes».
failed-cancelled = Se ha cancelado tu petición.
failed-cancelled-moderator = La moderación (<@{ $by }>) ha cancelado tu petición.
result-not-cancelled = Ya era demasiado tarde para cancelar esta petición.
progress-cancelling = Cancelando… Si las imágenes se terminan antes, se publicarán como siempre.
