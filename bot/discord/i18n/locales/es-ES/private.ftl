### Replies that only their asker sees, and sharing them later.

optname-private = privado
option-private = Mostrar el progreso y las imágenes solo a ti; podrás compartirlas después
private-note = Solo tú puedes ver esto. «Compartir» lo publica en el canal.
button-share = Compartir
shared-title = { $who } comparte: { $prompt }
shared-now = Compartido: { $url }
shared-already = Ya lo has compartido: { $url }
refused-share-not-yours = Solo quien pidió esa imagen en privado puede compartirla.
refused-share-rights-member = No puedes enviar mensajes en este canal, así que no se ha compartido nada.
refused-share-rights-bot = Easel no puede publicar aquí. Pide a la administración que le dé «Ver canal», «Enviar mensajes» y «Adjuntar archivos» en este canal y vuelve a pulsar.
refused-share-elsewhere = Esto se pidió en { $channel }. Pulsa «Compartir» allí.
refused-share-lost = Las imágenes ya no se pueden obtener, ni de Discord ni de fal, así que no se ha compartido nada.
refused-share-large = No se pueden reducir las imágenes lo suficiente para este canal, así que no se ha compartido nada.
refused-share-unknown = Discord no responde con claridad, así que aún no se sabe si se ha publicado. Mira en el canal; si vuelves a pulsar en un minuto, Easel lo comprueba primero y nunca publica dos veces.
