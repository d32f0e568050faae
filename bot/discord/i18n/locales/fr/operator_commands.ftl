### /operator: commands for the owner of the Discord application.

name-operator = operator
command-operator = Gérer ce bot (réservé à l’opérateur)
name-operator-status = état
command-operator-status = Dépenses, fal, file d’attente et échecs
name-operator-pause = pause
command-operator-pause = Ne plus accepter de demandes ; celles déjà acceptées sont terminées
optname-message = message
option-message = Message affiché aux membres
name-operator-resume = reprendre
command-operator-resume = Accepter de nouveau les demandes
name-operator-restart = redémarrage
command-operator-restart = Prévenir les membres en attente que le bot va redémarrer
optname-minutes = minutes
option-minutes = Minutes avant le redémarrage

refused-not-operator = Seul l’opérateur du bot peut faire cela. Rien n’a été modifié.
refused-paused = Easel est en pause. Rien n’a été débité ; réessaie plus tard.
refused-paused-because = Easel est en pause : { $said }. Rien n’a été débité ; réessaie plus tard.
progress-restart = Easel redémarre { $at }. Ta demande est conservée et reprendra ensuite.

status-title = État
status-today = Aujourd’hui : { $spent } crédits dépensés ou réservés, pas de plafond. La journée se termine { $renews }.
status-today-of = Aujourd’hui : { $spent } crédits sur { $cap } dépensés ou réservés. La journée se termine { $renews }.
status-month = Ce mois-ci : { $spent } crédits
status-cost = { $period ->
    [today] Coût du jour
   *[days] Coût des 30 derniers jours
} : { NUMBER($estimated, minimumFractionDigits: 2, maximumFractionDigits: 2) } $ estimés, { $known ->
    [none] montant débité inconnu
    [all] { NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) } $ débités par fal ({ $drift } %)
   *[some] { NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) } $ débités par fal pour { $count } demandes sur { $requests } ({ $drift } %)
}
status-balance = Solde chez fal : { NUMBER($balance, minimumFractionDigits: 2, maximumFractionDigits: 2) } $
status-pause = Mis en pause { $since }
status-fal-none = fal : accepte les demandes
status-fal-balance = fal : compte refusé. L’alerte contient la réponse de fal ; vérifie le compte chez fal.
status-fal-credentials = fal : clé refusée. Vérifie FAL_KEY.
status-fal-outage = fal : toutes les demandes échouent de la même façon ({ $what })
status-wire = Format de requête : { $form }, schéma publié { $schema ->
    [off] non lu
    [unknown] inconnu
    [cached] en cache
   *[known] lu
}
status-wire-differences = Écarts avec le schéma publié : { $count }
status-sizes = Images de taille incorrecte, 7 derniers jours :
status-queue = En cours : { $waiting } dans la file, { $fal } chez fal, { $posting } en publication
status-ended = Dernières 24 heures : { $delivered } livrées, { $failed } sans images
status-ended-rest = - autres : { $count }
operator-paused = { $open ->
    [0] En pause : les nouvelles demandes sont refusées. Aucune demande acceptée n’est en cours.
    [one] En pause : les nouvelles demandes sont refusées. { $open } demande acceptée se termine.
   *[other] En pause : les nouvelles demandes sont refusées. { $open } demandes acceptées se terminent.
}
operator-resumed = Les demandes sont de nouveau acceptées.
operator-resumed-already = Easel n’était pas en pause. Rien n’a été modifié.
operator-restart = { $notified ->
    [one] { $notified } demande en attente annonce maintenant que le bot redémarre { $at }. Redémarre-le toi-même à ce moment-là ; aucune demande n’est perdue.
   *[other] { $notified } demandes en attente annoncent maintenant que le bot redémarre { $at }. Redémarre-le toi-même à ce moment-là ; aucune demande n’est perdue.
}
