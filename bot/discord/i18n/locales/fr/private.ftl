### Private replies and sharing them.

optname-private = privé
option-private = La progression et les images ne sont visibles que par toi ; tu peux les partager ensuite
private-note = Clique sur **{ button-share }** pour le publier dans le salon.
button-share = Partager
shared-title = **{ $prompt }** partagé par { $who }
shared-now = Partagé : { $url }
shared-already = Tu l’as déjà partagé : { $url }
refused-share-not-yours = Seule la personne qui a demandé cette image privée peut la partager.
refused-share-rights-member = Tu ne peux pas envoyer de messages dans ce salon : rien n’a été partagé.
refused-share-rights-bot = Easel ne peut pas publier ici. Demande à l’administration de lui donner « Voir le salon », « Envoyer des messages » et « Joindre des fichiers » dans ce salon, puis clique à nouveau sur **{ button-share }**.
refused-share-elsewhere = Tu l’as demandé dans { $channel }. Clique sur **{ button-share }** là-bas.
refused-share-lost = Ces images ne peuvent plus être téléchargées : rien n’a été partagé.
refused-share-large = Ces images sont trop lourdes pour ce salon, même compressées : rien n’a été partagé.
refused-share-unknown = Discord n’a pas confirmé le message. Regarde dans le salon. Si les images n’y sont pas, clique à nouveau sur **{ button-share }** dans une minute ; Easel vérifie d’abord et ne publie pas deux fois.
