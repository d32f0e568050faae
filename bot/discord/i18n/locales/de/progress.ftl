### Progress.

progress-waiting = { $ahead ->
    [0] Deine Anfrage ist als Nächste dran.
    [one] In der Warteschlange: Vor dir ist noch { $ahead } Anfrage.
   *[other] In der Warteschlange: Vor dir sind noch { $ahead } Anfragen.
}
progress-submitting = Deine Anfrage geht an fal …
progress-queued = { $ahead ->
    [0] Bei fal: Deine Anfrage ist als Nächste dran.
    [one] Bei fal: Vor dir ist noch { $ahead } Anfrage.
   *[other] Bei fal: Vor dir sind noch { $ahead } Anfragen.
}
progress-drawing = Wird gezeichnet …
# $since is an instant that Discord shows as "vor 12 Sekunden".
progress-drawing-since = Wird gezeichnet … begonnen { $since }.
progress-usual-unknown = Für diese Größe und Qualität ist noch keine übliche Dauer bekannt.
# These stand after a bar, one after the other.
progress-share = etwa { $percent } %
progress-longer = dauert länger als sonst
progress-usual = sonst etwa { $usual } s
progress-usual-spread = sonst etwa { $usual } s, meist { $low } bis { $high } s
progress-fetching = { $count ->
    [one] Bei fal fertig; dein Bild wird geholt …
   *[other] Bei fal fertig; deine Bilder werden geholt …
}
progress-held = Bei uns ist etwas schiefgegangen. Deine Anfrage bleibt mit ihren Credits erhalten und geht weiter, sobald der Betreiber es behoben hat (ID { $id }).
