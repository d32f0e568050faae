### Private replies and sharing them.

optname-private = privado
option-private = Solo tú ves el progreso y las imágenes; puedes compartirlas después
private-note = Pulsa **{ button-share }** para publicarlo en el canal.
button-share = Compartir
shared-title = **{ $prompt }** compartido por { $who }
shared-now = Compartido: { $url }
shared-already = Ya lo has compartido: { $url }
refused-share-not-yours = Solo quien pidió esta imagen privada puede compartirla.
refused-share-rights-member = No puedes enviar mensajes en este canal, así que no se ha compartido nada.
refused-share-rights-bot = Easel no puede publicar aquí. Pide a la administración que le dé «Ver canal», «Enviar mensajes» y «Adjuntar archivos» en este canal y vuelve a pulsar **{ button-share }**.
refused-share-elsewhere = Lo pediste en { $channel }. Pulsa **{ button-share }** allí.
refused-share-lost = Estas imágenes ya no se pueden descargar, así que no se ha compartido nada.
refused-share-large = Estas imágenes son demasiado grandes para este canal, incluso comprimidas, así que no se ha compartido nada.
refused-share-unknown = Discord no ha confirmado el mensaje. Mira en el canal. Si las imágenes no están, pulsa **{ button-share }** otra vez dentro de un minuto; Easel lo comprueba antes y no publica dos veces.
