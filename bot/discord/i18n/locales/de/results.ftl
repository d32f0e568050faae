### Results.

result-title = { $who } wollte: { $prompt }
result-repeat = { $who } wollte { $link } noch einmal: { $prompt }
result-parent-link = [dieses Bild]({ $url })
result-parent-plain = ein früheres Bild
result-facts = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } Credit
   *[other] { $charged } Credits
}, { $left } übrig
result-missing = { $missing ->
    [one] Ein Bild fehlt; seine Credits hast du zurück.
   *[other] { $missing } Bilder fehlen; ihre Credits hast du zurück.
}
result-fitted = Neu kodiert, damit es unter das Upload-Limit von Discord passt: { $which }.
result-fitted-one = Bild { $number } ({ NUMBER($before, minimumFractionDigits: 1) } MiB auf { NUMBER($after, minimumFractionDigits: 1) } MiB)
result-other-size = fal hat { $width } × { $height } statt der gewünschten Größe gezeichnet.
result-late = Das hat länger gedauert, als Discord eine Antwort offen hält, deshalb kommt es als eigene Nachricht.
alt-text = Bild { $number } von { $count }, { $width } × { $height }, gezeichnet nach dem Prompt: { $prompt }
button-again = Noch einmal
quality-low = niedrige Qualität
quality-medium = mittlere Qualität
quality-high = hohe Qualität
