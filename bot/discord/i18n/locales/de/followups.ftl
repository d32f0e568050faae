### Going on from a result.

button-finer = Feiner
button-finer-confirm = Zeichnen: { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
}
followup-finer = **Feiner:** { $count ->
    [one] { $count } Bild
   *[other] { $count } Bilder
}, { $size }, { $quality }. Das kostet { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
} von deinen { $left }.
refused-finest = Feiner geht es nicht: Das ist schon die höchste Qualität, und keine größere Größe hat dieses Format.
refused-choices-gone = Größe oder Qualität dieses Bildes gibt es nicht mehr. Wähle mit `/{ name-imagine }` neu.
refused-price-changed = Der Preis hat sich geändert: Es sind jetzt { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
}, und es wurde nichts berechnet. Drück noch einmal **Feiner**, um das neue Angebot zu sehen.
refused-slow = Das Nachsehen hat zu lange gedauert. Es wurde nichts berechnet; bitte versuch es noch einmal.
refused-deleted = Dieses Bild wurde gelöscht.
result-finer = { $who } wollte { $link } feiner: { $prompt }
result-edited = { $who } hat { $link } weitergeführt: { $prompt }
button-edit = Ändern
followup-title-edit = Ändern und neu zeichnen
followup-title-start = Von diesem Bild ausgehen
button-more = ⋯ Mehr
button-start = Hiervon ausgehen
button-details = Details
button-cover = Als Spoiler zeigen
button-uncover = Spoiler aufheben
button-delete = Löschen
button-delete-go = Endgültig löschen
followup-more = Was möchtest du mit diesem Bild machen?
followup-covered = Die Bilder sind jetzt als Spoiler verdeckt.
followup-uncovered = Die Bilder sind nicht mehr verdeckt.
followup-delete-ask = Diesen Beitrag endgültig löschen? Auch die Bilder sind dann weg, und die Credits kommen nicht zurück.
followup-deleted = Gelöscht.
refused-not-manager = Das kann nur, wer dieses Bild angefragt hat oder die Berechtigung „Nachrichten verwalten“ hat.
refused-no-reach = Easel kommt in diesem Kanal nicht an seinen Beitrag, deshalb wurde nichts geändert. Gib Easel dort „Kanal ansehen“, „Nachrichtenverlauf anzeigen“ und „Dateien anhängen“, und versuch es noch einmal.
refused-cover-large = Die Bilder sind zu groß, um sie hier noch einmal hochzuladen, deshalb wurde nichts geändert.
refused-discord = Discord hat die Änderung nicht angenommen. Versuch es in einer Minute noch einmal.
refused-private-post = Dieses Ergebnis war nur für dich zu sehen. Ändere es mit dem Button ⋯ darunter, oder schließ es dort.
details-title = **Details zu { $id }**
details-who = Angefragt von { $who }, { $when }
details-prompt = Prompt: { $prompt }
details-prompt-file = Prompt, vollständig in der Datei: { $prompt }
details-options = { $size } · { $quality } · { $count ->
    [one] { $count } Bild
   *[other] { $count } Bilder
} · `{ $model }`
details-delivered = Geliefert für { $charged ->
    [one] { $charged } Credit
   *[other] { $charged } Credits
}
details-open = Noch in Arbeit; { $cost ->
    [one] { $cost } Credit ist reserviert
   *[other] { $cost } Credits sind reserviert
}
details-unfulfilled = Nicht geliefert; es wurde nichts berechnet
details-times = Gewartet { $waiting } s, gezeichnet in { $drawing } s
details-parents = Entstanden aus: { $links }
details-children = Weitergeführt in: { $links }
followup-kept = Dein Prompt war: { $prompt }
