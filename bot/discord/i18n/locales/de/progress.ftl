### Progress messages.

progress-waiting = { $ahead ->
    [0] Deine Anfrage ist als Nächste dran.
    [one] In der Warteschlange: noch { $ahead } Anfrage vor deiner.
   *[other] In der Warteschlange: noch { $ahead } Anfragen vor deiner.
}
progress-submitting = Deine Anfrage wird gesendet …
progress-busy = Der Bilddienst nimmt gerade keine Anfragen an. Easel versucht es weiter …
progress-unreadable = Der Bilddienst ist fertig; seine Antwort ist noch nicht lesbar. Easel versucht es weiter …
progress-queued = { $ahead ->
    [0] Warten auf den Bilddienst: Deine Anfrage ist als Nächste dran.
    [one] Warten auf den Bilddienst: noch { $ahead } Anfrage vor deiner.
   *[other] Warten auf den Bilddienst: noch { $ahead } Anfragen vor deiner.
}
progress-drawing = Wird gezeichnet …
# $since is a timestamp that Discord shows as "vor 12 Sekunden".
progress-drawing-since = Wird gezeichnet … gestartet { $since }
# Shown after the progress bar.
progress-share = { $percent } %
progress-longer = dauert länger als sonst
progress-usual = meist { $usual } s
progress-usual-spread = meist { $low }–{ $high } s
progress-fetching = { $count ->
    [one] Fast fertig: Dein Bild wird geladen …
   *[other] Fast fertig: Deine Bilder werden geladen …
}
progress-delayed = { $count ->
    [one] Fast fertig: Dein Bild lässt sich noch nicht laden. Easel versucht es weiter …
   *[other] Fast fertig: Deine Bilder lassen sich noch nicht laden. Easel versucht es weiter …
}
progress-held = Bei uns ist etwas schiefgegangen. Deine Anfrage ist zurückgestellt, deine Credits sind sicher. Sobald das Problem behoben ist, geht es weiter. (ID { $id })
