### Actions on a result.

button-finer = Höhere Qualität
button-finer-confirm = Zeichnen: { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
}
followup-finer = **{ button-finer }:** { $count ->
    [one] { $count } Bild
   *[other] { $count } Bilder
}, { $size }, { $quality }. Das kostet { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
} von deinen { $left }.
    -# Du bekommst neue Bilder zum selben Prompt.
followup-finer-pick = -# Wähle unten ein Bild, wenn das neue ihm ähneln soll.
followup-finer-picture = **{ button-finer }:** Bild { $number }, { $size }, { $quality }. Das kostet { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
} von deinen { $left }.
    -# Das Modell zeichnet dieses Bild mit demselben Prompt neu; Einzelheiten können sich ändern.
placeholder-picture = Von einem Bild ausgehen …
refused-finest = Eine höhere Qualität oder mehr Pixel gibt es in diesem Seitenverhältnis nicht.
refused-choices-gone = Größe oder Qualität dieses Bildes gibt es nicht mehr. Wähle mit `/{ name-imagine }` etwas anderes.
refused-price-changed = Der Preis hat sich geändert und beträgt jetzt { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
}. Es wurde nichts berechnet. Drück noch einmal auf **{ button-finer }**, um das neue Angebot zu sehen.
refused-slow = Die Abfrage hat zu lange gedauert. Es wurde nichts berechnet; versuch es noch einmal.
refused-deleted = Dieses Bild wurde gelöscht.
result-finer = **{ $prompt }** von { $who } · Neufassung von { $link } in höherer Qualität
result-edited = **{ $prompt }** von { $who } · auf Basis von { $link }
button-edit = Ändern
followup-title-edit = Ändern und neu zeichnen
followup-title-start = Von diesem Bild ausgehen
button-more = ⋯ Mehr
button-back = Zurück
button-start = Hier weitermachen
button-details = Details
button-cover = Spoiler setzen
button-uncover = Spoiler aufheben
button-delete = Löschen
button-delete-go = Endgültig löschen
followup-more = Was möchtest du mit diesem Bild machen?
followup-covered = Die Bilder sind jetzt als Spoiler verborgen.
followup-uncovered = Die Bilder sind nicht mehr verborgen.
followup-delete-ask = Diesen Beitrag samt Bildern endgültig löschen? Die Credits werden nicht erstattet.
followup-deleted = Gelöscht.
refused-not-manager = Das kann nur, wer dieses Bild angefragt hat oder die Berechtigung „Nachrichten verwalten“ hat.
refused-no-reach = Easel hat in diesem Kanal keinen Zugriff auf den eigenen Beitrag, deshalb wurde nichts geändert. Erlaube Easel dort „Kanal ansehen“, „Nachrichtenverlauf anzeigen“ und „Dateien anhängen“ und versuch es noch einmal.
refused-cover-large = Die Bilder sind zu groß, um sie hier noch einmal hochzuladen, deshalb wurde nichts geändert.
refused-discord = Discord hat die Änderung nicht angenommen. Versuch es in einer Minute noch einmal.
refused-private-post = Dieses Ergebnis siehst nur du. Nutze den Button **{ button-more }** darunter oder schließ die Nachricht dort.
details-title = **Details zu { $id }**
details-who = Angefragt von { $who }, { $when }
details-prompt = Prompt: { $prompt }
details-prompt-file = Prompt (vollständig in der Datei): { $prompt }
details-options = { $size } · { $quality } · { $count ->
    [one] { $count } Bild
   *[other] { $count } Bilder
} · `{ $model }`
details-delivered = Geliefert; { $charged ->
    [one] { $charged } Credit
   *[other] { $charged } Credits
} berechnet
details-open = In Arbeit; { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
} reserviert
details-unfulfilled = Nicht geliefert; es wurde nichts berechnet
details-times = Gewartet { $waiting } s, gezeichnet in { $drawing } s
details-reference = { $picture } ({ $width } × { $height })
details-parents = Auf Basis von: { $links }
details-children = Spätere Fassungen: { $links }
followup-kept = Dein Prompt: { $prompt }
