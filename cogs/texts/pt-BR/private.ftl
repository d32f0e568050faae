### Replies that only their asker sees.

optname-private = privado
option-private = Mostrar o andamento e as imagens só para você
private-note = Só você pode ver isto.
