### Hochskalieren und Hintergrund entfernen: Aktionen für ein Bild, mit dem Preis zuerst.

button-upscale = Hochskalieren
button-cutout = Freistellen
menu-upscale = Hochskalieren
menu-cutout = Freistellen
button-tool-go = { $number ->
    [0] Los
   *[other] Bild { $number }
}: { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
}
followup-upscale = **{ button-upscale }:** eine größere Fassung des Bildes mit unverändertem Inhalt. Das kostet { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
} von deinen { $left }.
followup-cutout = **{ button-cutout }:** das Bild als PNG mit durchsichtigem Hintergrund. Das kostet { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
} von deinen { $left }.
refused-tool-none = Dafür ist kein Modell verfügbar. Wende dich an den Betreiber.
refused-tool-price = Das kostet jetzt { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
}. Es wurde nichts berechnet. Wähl die Aktion noch einmal, um das neue Angebot zu sehen.
