### Progress.

progress-waiting = { $ahead ->
    [0] Ta demande est la prochaine de la file.
    [one] Dans la file : { $ahead } demande avant la tienne.
   *[other] Dans la file : { $ahead } demandes avant la tienne.
}
progress-submitting = Envoi de ta demande à fal…
progress-queued = { $ahead ->
    [0] Chez fal : ta demande est la prochaine.
    [one] Chez fal : { $ahead } demande avant la tienne.
   *[other] Chez fal : { $ahead } demandes avant la tienne.
}
progress-drawing = Dessin en cours…
# $since is an instant that Discord shows as "il y a 12 secondes".
progress-drawing-since = Dessin en cours… commencé { $since }.
progress-usual-unknown = Pas encore de durée habituelle connue pour cette taille et cette qualité.
# These stand after a bar, one after the other.
progress-share = environ { $percent } %
progress-longer = plus long que d’habitude
progress-usual = d’habitude environ { $usual } s
progress-usual-spread = d’habitude environ { $usual } s, le plus souvent de { $low } à { $high } s
progress-fetching = { $count ->
    [one] Terminé chez fal ; récupération de ton image…
   *[other] Terminé chez fal ; récupération de tes images…
}
progress-held = Un problème est survenu de notre côté. Ta demande est conservée avec ses crédits et reprendra dès que l’opérateur l’aura résolu (id { $id }).
