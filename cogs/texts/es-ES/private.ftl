### Replies that only their asker sees.

optname-private = privado
option-private = Mostrar el progreso y las imágenes solo a ti
private-note = Solo tú puedes ver esto.
