### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = plafond
command-quota-admin-ceiling = Crédits au plus pour tout le serveur, par jour et par mois ; sans option, les montre
optname-ceiling-day = jour
option-ceiling-day = Crédits par jour pour tous ensemble ; 0 retire le plafond
optname-ceiling-month = mois
option-ceiling-month = Crédits par mois civil pour tous ensemble ; 0 retire le plafond
optname-ceiling-channel = salon
option-ceiling-channel = Où prévenir quand presque tout puis tout est dépensé
ceiling-title = Ce que ce serveur peut dépenser
ceiling-day = Aujourd’hui : { $spent } crédits sur { $ceiling }
ceiling-day-none = Aujourd’hui, sans plafond : dépensé { $spent }
ceiling-month = Ce mois-ci : { $spent } crédits sur { $ceiling }
ceiling-month-none = Ce mois-ci, sans plafond : dépensé { $spent }
ceiling-channel = { $channel } est prévenu une fois à 80 % et une fois quand tout est dépensé.
ceiling-channel-none = Personne n’est prévenu : choisis un salon (`channel`).
ceiling-operator = L’opérateur du bot accorde { $ceiling } crédits par jour à chaque serveur ; le plus petit nombre compte.
ceiling-refused-channel = Je ne peux pas écrire dans { $channel } : autorise-moi à voir le salon et à y envoyer des messages, ou choisis-en un autre. Rien n’a été changé.
refused-ceiling-month = Ce serveur a dépensé ses crédits du mois. Ils se renouvellent { $renews }.
ceiling-notice-day-80 = La plupart des crédits de ce serveur pour aujourd’hui sont dépensés ou réservés : { $spent } sur { $ceiling }. Au plafond, le dessin s’arrête jusqu’à demain.
ceiling-notice-day-100 = Les crédits de ce serveur pour aujourd’hui sont épuisés : { $spent } sur { $ceiling }. Un éventuel reste ne suffit pas à la dernière demande. Le dessin reprend demain, ou avec un plafond plus haut par `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = La plupart des crédits de ce serveur pour ce mois sont dépensés ou réservés : { $spent } sur { $ceiling }. Au plafond, le dessin s’arrête jusqu’au mois prochain.
ceiling-notice-month-100 = Les crédits de ce serveur pour ce mois sont épuisés : { $spent } sur { $ceiling }. Un éventuel reste ne suffit pas à la dernière demande. Le dessin reprend le mois prochain, ou avec un plafond plus haut par `/quota-admin { name-quota-admin-ceiling }`.
