### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = plafond
command-quota-admin-ceiling = Fixer des plafonds de dépenses pour tout le serveur ; sans option, les afficher
optname-spending-cap-day = jour
option-spending-cap-day = Crédits par jour pour tout le serveur ; 0 retire le plafond
optname-spending-cap-month = mois
option-spending-cap-month = Crédits par mois civil pour tout le serveur ; 0 retire le plafond
optname-spending-cap-channel = salon
option-spending-cap-channel = Salon des avertissements à 80 % et à 100 %
spending-cap-title = Plafonds de dépenses de ce serveur
spending-cap-day = Aujourd’hui : { $spent } crédits sur { $cap }
spending-cap-day-none = Aujourd’hui : { $spent } dépensés, pas de plafond
spending-cap-month = Ce mois-ci : { $spent } crédits sur { $cap }
spending-cap-month-none = Ce mois-ci : { $spent } dépensés, pas de plafond
spending-cap-channel = Les avertissements à 80 % et à 100 % sont envoyés dans { $channel }.
spending-cap-channel-none = Aucun avertissement n’est envoyé. Pour en recevoir, choisis un salon (`{ optname-spending-cap-channel }`).
spending-cap-operator = L’opérateur du bot limite chaque serveur à { $cap } crédits par jour. Le plafond le plus bas s’applique.
spending-cap-refused-channel = Easel ne peut pas écrire dans { $channel }. Donne-lui « Voir le salon » et « Envoyer des messages » dans ce salon, ou choisis-en un autre. Rien n’a été modifié.
refused-cap-month = Ce serveur a épuisé ses crédits du mois. Ils se renouvellent { $renews }.
spending-cap-notice-day-80 = Ce serveur a dépensé ou réservé { $spent } de ses { $cap } crédits du jour. Une fois le plafond atteint, Easel est en pause jusqu’à demain.
spending-cap-notice-day-100 = Ce serveur a atteint son plafond du jour, ou n’a plus assez de crédits pour la dernière demande : { $spent } sur { $cap } dépensés. Easel reprend demain, ou dès que tu relèves le plafond avec `/quota-admin { name-quota-admin-ceiling }`.
spending-cap-notice-month-80 = Ce serveur a dépensé ou réservé { $spent } de ses { $cap } crédits du mois. Une fois le plafond atteint, Easel est en pause jusqu’au mois prochain.
spending-cap-notice-month-100 = Ce serveur a atteint son plafond du mois, ou n’a plus assez de crédits pour la dernière demande : { $spent } sur { $cap } dépensés. Easel reprend le mois prochain, ou dès que tu relèves le plafond avec `/quota-admin { name-quota-admin-ceiling }`.
