### Cancelling: the button, what a click is told, and what is left to read.

button-cancel = Cancelar
cancel-done = Cancelado. No se ha cobrado nada.
cancel-already = Ya estaba cancelado. No se ha cobrado nada.
cancel-asked = Se ha pedido a fal que pare, pero puede que ya esté dibujando. Si para, no se cobra nada; si termina de todos modos, las imágenes se publican y se cobran como siempre.
cancel-noted = Anotado: se cancelará en cuanto se pueda contactar con fal. El mensaje de progreso dirá cómo acabó.
cancel-too-late = Demasiado tarde para cancelar: las imágenes ya están dibujadas, así que se publicarán y se cobrarán como siempre.
cancel-ended = Ya había terminado, sin imágenes. No se ha cobrado nada.
refused-cancel-not-yours = Solo puede cancelarlo quien lo pidió o quien tenga el permiso «Gestionar mensajes».
failed-cancelled = La petición se ha cancelado.
failed-cancelled-moderator = La moderación (<@{ $by }>) ha cancelado esta petición.
result-not-cancelled = Era demasiado tarde para cancelar: fal lo dibujó de todos modos.
progress-cancelling = Cancelando… Se le pide a fal que pare. Si termina antes, las imágenes se publican como siempre.
