### Replies that only their asker sees, and sharing them later.

optname-private = privé
option-private = Ne montrer la progression et les images qu’à toi ; tu pourras les partager ensuite
private-note = Tu es la seule personne à voir ceci. « Partager » publie ce résultat dans le salon.
button-share = Partager
shared-title = { $who } partage : { $prompt }
shared-now = Partagé : { $url }
shared-already = Tu as déjà partagé ceci : { $url }
refused-share-not-yours = Seule la personne qui a demandé cette image en privé peut la partager.
refused-share-rights-member = Tu n’as pas le droit d’envoyer des messages dans ce salon : rien n’a été partagé.
refused-share-rights-bot = Easel n’a pas le droit de publier ici. Demande à l’administration de lui donner « Voir le salon », « Envoyer des messages » et « Joindre des fichiers » dans ce salon, puis clique à nouveau.
refused-share-elsewhere = Ceci a été demandé dans { $channel }. Clique sur « Partager » là-bas.
refused-share-lost = Les images ne sont plus disponibles, ni sur Discord ni chez fal : rien n’a été partagé.
refused-share-large = Impossible de rendre les images assez légères pour ce salon : rien n’a été partagé.
refused-share-unknown = Discord ne répond pas clairement : impossible de dire si cela a été publié. Regarde dans le salon ; si tu cliques à nouveau dans une minute, Easel vérifie d’abord et ne publie jamais deux fois.
