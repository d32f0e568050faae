### Replies that only their asker sees.

optname-private = privé
option-private = Ne montrer la progression et les images qu’à toi
private-note = Toi seul peux voir ceci.
