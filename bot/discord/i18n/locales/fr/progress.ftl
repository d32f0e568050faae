### Progress messages.

progress-waiting = { $ahead ->
    [0] Ta demande est la prochaine de la file.
    [one] Dans la file : { $ahead } demande avant la tienne.
   *[other] Dans la file : { $ahead } demandes avant la tienne.
}
progress-submitting = Envoi de ta demande…
progress-busy = Le service d’images n’accepte pas de demandes pour le moment. Easel continue d’essayer…
progress-unreadable = Le service d’images a terminé ; sa réponse n’est pas encore lisible. Easel continue d’essayer…
progress-queued = { $ahead ->
    [0] En attente du service d’images : ta demande est la prochaine.
    [one] En attente du service d’images : { $ahead } demande avant la tienne.
   *[other] En attente du service d’images : { $ahead } demandes avant la tienne.
}
progress-drawing = Dessin en cours…
# $since is a timestamp that Discord shows as "il y a 12 secondes".
progress-drawing-since = Dessin en cours… commencé { $since }
# Shown after the progress bar.
progress-share = { $percent } %
progress-longer = plus long que d’habitude
progress-usual = en général { $usual } s
progress-usual-spread = en général { $low }–{ $high } s
progress-fetching = { $count ->
    [one] Presque fini : téléchargement de ton image…
   *[other] Presque fini : téléchargement de tes images…
}
progress-delayed = { $count ->
    [one] Presque fini : ton image ne peut pas encore être téléchargée. Easel continue d’essayer…
   *[other] Presque fini : tes images ne peuvent pas encore être téléchargées. Easel continue d’essayer…
}
progress-held = Un problème est survenu de notre côté. Ta demande est en attente et tes crédits sont conservés. Elle reprendra dès que le problème sera résolu. (ID { $id })
