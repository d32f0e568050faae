### Result posts.

result-title = **{ $prompt }** von { $who }
result-repeat = **{ $prompt }** von { $who } · neue Fassung von { $link }
result-parent-link = [diesem Bild]({ $url })
result-parent-plain = einem früheren Bild
result-facts = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } Credit
   *[other] { $charged } Credits
}
# Only the requester sees this one.
result-facts-private = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } Credit
   *[other] { $charged } Credits
}, { $left } übrig
result-missing = { $missing ->
    [one] Ein Bild fehlt; es wurde nicht berechnet.
   *[other] { $missing } Bilder fehlen; sie wurden nicht berechnet.
}
result-fitted = Für das Upload-Limit von Discord komprimiert: { $which }.
result-fitted-one = Bild { $number } ({ NUMBER($before, minimumFractionDigits: 1) } → { NUMBER($after, minimumFractionDigits: 1) } MiB)
result-other-size = Das Modell hat { $width } × { $height } statt der gewünschten Größe geliefert.
result-late = Die ursprüngliche Antwort ist abgelaufen, deshalb kommt das Ergebnis als neue Nachricht.
result-moved = Die ursprüngliche Antwort ließ sich nicht bearbeiten, deshalb kommt das Ergebnis als neue Nachricht.
result-ready = { $who }, { $count ->
    [one] dein Bild ist
   *[other] deine Bilder sind
} fertig.
alt-text = Bild { $number } von { $count }, { $width } × { $height }, gezeichnet nach dem Prompt: { $prompt }
button-again = Noch einmal
quality-low = niedrige Qualität
quality-medium = mittlere Qualität
quality-high = hohe Qualität
quality-xhigh = sehr hohe Qualität
quality-max = höchste Qualität
quality-standard = Standardqualität
