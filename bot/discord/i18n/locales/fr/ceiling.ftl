### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = plafond
command-quota-admin-ceiling = Fixer des plafonds de dépenses pour tout le serveur ; sans option, les afficher
optname-ceiling-day = jour
option-ceiling-day = Crédits par jour pour tout le serveur ; 0 retire le plafond
optname-ceiling-month = mois
option-ceiling-month = Crédits par mois civil pour tout le serveur ; 0 retire le plafond
optname-ceiling-channel = salon
option-ceiling-channel = Salon des avertissements à 80 % et à 100 %
ceiling-title = Plafonds de dépenses de ce serveur
ceiling-day = Aujourd’hui : { $spent } crédits sur { $ceiling }
ceiling-day-none = Aujourd’hui : { $spent } dépensés, pas de plafond
ceiling-month = Ce mois-ci : { $spent } crédits sur { $ceiling }
ceiling-month-none = Ce mois-ci : { $spent } dépensés, pas de plafond
ceiling-channel = Les avertissements à 80 % et à 100 % sont envoyés dans { $channel }.
ceiling-channel-none = Aucun avertissement n’est envoyé. Pour en recevoir, choisis un salon (`{ optname-ceiling-channel }`).
ceiling-operator = L’opérateur du bot limite chaque serveur à { $ceiling } crédits par jour. Le plafond le plus bas s’applique.
ceiling-refused-channel = Easel ne peut pas écrire dans { $channel }. Donne-lui « Voir le salon » et « Envoyer des messages » dans ce salon, ou choisis-en un autre. Rien n’a été modifié.
refused-ceiling-month = Ce serveur a épuisé ses crédits du mois. Ils se renouvellent { $renews }.
ceiling-notice-day-80 = Ce serveur a dépensé ou réservé { $spent } de ses { $ceiling } crédits du jour. Une fois le plafond atteint, Easel s’arrête jusqu’à demain.
ceiling-notice-day-100 = Ce serveur a atteint son plafond du jour, ou n’a plus assez de crédits pour la dernière demande : { $spent } sur { $ceiling } dépensés. Easel reprend demain, ou dès que tu relèves le plafond avec `/quota-admin { name-quota-admin-ceiling }`.
ceiling-notice-month-80 = Ce serveur a dépensé ou réservé { $spent } de ses { $ceiling } crédits du mois. Une fois le plafond atteint, Easel s’arrête jusqu’au mois prochain.
ceiling-notice-month-100 = Ce serveur a atteint son plafond du mois, ou n’a plus assez de crédits pour la dernière demande : { $spent } sur { $ceiling } dépensés. Easel reprend le mois prochain, ou dès que tu relèves le plafond avec `/quota-admin { name-quota-admin-ceiling }`.
