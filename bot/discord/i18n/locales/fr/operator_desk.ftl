### /operator: for whoever owns the application at Discord.

name-operator = operator
command-operator = Pour la personne qui exploite ce bot
name-operator-status = état
command-operator-status = Dépenses, fal, file d’attente et échecs
name-operator-pause = pause
command-operator-pause = Ne prend plus de demandes ; celles acceptées sont terminées
optname-message = message
option-message = Ce que lisent les membres
name-operator-resume = reprendre
command-operator-resume = Reprend les demandes
name-operator-restart = redémarrage
command-operator-restart = Prévient les membres dont une demande attend que le bot redémarre
optname-minutes = minutes
option-minutes = Dans combien de minutes

refused-not-operator = C’est réservé à la personne qui exploite ce bot. Rien n’a été modifié.
refused-paused = Easel est en pause. Rien n’a été débité ; réessaie plus tard.
refused-paused-because = Easel est en pause : { $said }. Rien n’a été débité ; réessaie plus tard.
progress-restart = Easel redémarre { $at }. Ta demande est conservée et reprendra ensuite.

desk-title = Où en sont les choses
desk-today = Aujourd’hui : { $spent } crédits dépensés ou réservés. Il n’y a pas de plafond. La journée se termine { $renews }.
desk-today-of = Aujourd’hui : { $spent } crédits sur { $ceiling } dépensés ou réservés. La journée se termine { $renews }.
desk-month = Ce mois-ci : { $spent } crédits.
desk-pause = Le dessin a été mis en pause { $since }.
desk-fal-none = fal : accepte les demandes.
desk-fal-balance = fal : refuse le compte, son solde est épuisé ou il est bloqué. Recharge-le chez fal.
desk-fal-credentials = fal : refuse la clé. Vérifie FAL_KEY.
desk-line = En cours : { $waiting } dans la file, { $fal } chez fal, { $posting } en publication.
desk-ended = Ces dernières 24 heures : { $delivered } livrées, { $failed } sans images.
desk-ended-rest = - autres : { $count }
desk-paused = { $open ->
    [one] Les nouvelles demandes sont maintenant refusées. { $open } demande acceptée est en train de se terminer.
   *[other] Les nouvelles demandes sont maintenant refusées. { $open } demandes acceptées sont en train de se terminer.
}
desk-resumed = Les demandes sont de nouveau acceptées.
desk-resumed-already = Le dessin n’était pas en pause ; rien n’a été modifié.
desk-restart = { $told ->
    [one] { $told } demande en attente annonce maintenant que le bot redémarre { $at }. Redémarre-le alors toi-même ; il garde chaque demande.
   *[other] { $told } demandes en attente annoncent maintenant que le bot redémarre { $at }. Redémarre-le alors toi-même ; il garde chaque demande.
}
