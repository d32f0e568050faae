### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = plafond
command-quota-admin-ceiling = Ce que tout le serveur peut dépenser par jour et par mois ; sans option, l’affiche
optname-ceiling-day = jour
option-ceiling-day = Crédits par jour pour tout le monde ensemble ; 0 retire le plafond
optname-ceiling-month = mois
option-ceiling-month = Crédits par mois civil pour tout le monde ensemble ; 0 retire le plafond
optname-ceiling-channel = salon
option-ceiling-channel = Où prévenir quand presque tout, puis quand tout est dépensé
ceiling-title = Ce que ce serveur peut dépenser
ceiling-day = Aujourd’hui : { $spent } crédits sur { $ceiling }
ceiling-day-none = Aujourd’hui : { $spent } dépensés, pas de plafond
ceiling-month = Ce mois-ci : { $spent } crédits sur { $ceiling }
ceiling-month-none = Ce mois-ci : { $spent } dépensés, pas de plafond
ceiling-channel = { $channel } reçoit un avis à 80 % et un autre quand tout est dépensé.
ceiling-channel-none = Personne n’est prévenu : choisis pour cela un salon (`{ optname-ceiling-channel }`).
ceiling-operator = L’opérateur du bot accorde { $ceiling } crédits par jour à chaque serveur ; le plus petit nombre compte.
ceiling-refused-channel = Easel ne peut pas écrire dans { $channel } : donne-lui « Voir le salon » et « Envoyer des messages » dans ce salon, ou choisis-en un autre. Rien n’a été modifié.
refused-ceiling-month = Ce serveur a épuisé ses crédits du mois. Ils se renouvellent { $renews }.
ceiling-notice-day-80 = La plupart des crédits du jour de ce serveur sont dépensés ou réservés : { $spent } sur { $ceiling }. Au plafond, le dessin s’arrête jusqu’à demain.
ceiling-notice-day-100 = Les crédits du jour de ce serveur sont épuisés, ou il n’en reste pas assez pour la dernière demande : { $spent } sur { $ceiling }. Le dessin reprend demain, ou avec un plafond plus haut : `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = La plupart des crédits du mois de ce serveur sont dépensés ou réservés : { $spent } sur { $ceiling }. Au plafond, le dessin s’arrête jusqu’au mois prochain.
ceiling-notice-month-100 = Les crédits du mois de ce serveur sont épuisés, ou il n’en reste pas assez pour la dernière demande : { $spent } sur { $ceiling }. Le dessin reprend le mois prochain, ou avec un plafond plus haut : `/quota-admin { name-quota-admin-ceiling }`.
