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
refused-finest = Feiner geht es nicht: Das ist schon die höchste Qualität, und es gibt keine größere Größe mit dieser Form.
refused-choices-gone = Größe oder Qualität dieses Bildes gibt es nicht mehr. Wähle mit `/imagine` neu.
refused-price-changed = Der Preis hat sich geändert: Es sind jetzt { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
}, und nichts wurde berechnet. Drücke noch einmal **Feiner**.
refused-slow = Das Nachsehen hat zu lange gedauert. Nichts wurde berechnet; versuche es bitte noch einmal.
refused-deleted = Dieses Bild wurde gelöscht.
result-finer = { $who } wollte es feiner ({ $link }): { $prompt }
result-edited = { $who } hat weitergemacht ({ $link }): { $prompt }
button-edit = Ändern
followup-title-edit = Ändern und neu zeichnen
followup-title-start = Von diesem Bild ausgehen
