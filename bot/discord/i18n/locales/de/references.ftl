### Abgelehnte Referenzbilder. { $number } ist die Nummer des Bildes, wenn es mehrere sind, sonst 0.

refused-reference-name = { $number ->
    [0] Dein Bild
   *[other] Bild { $number }
}
refused-reference-type = { refused-reference-name } hat ein Format, das Easel nicht unterstützt. Schick ein PNG, JPEG, WebP oder GIF. Es wurde nichts berechnet.
refused-reference-damaged = { refused-reference-name } ist beschädigt oder unvollständig. Speichere es neu und schick es noch einmal. Es wurde nichts berechnet.
refused-reference-bytes = { refused-reference-name } ist größer als { $limit } MB. Schick eine kleinere Datei. Es wurde nichts berechnet.
refused-reference-pixels = { refused-reference-name } hat zu viele Pixel: Bei diesem Dateityp sind höchstens { $limit } Megapixel erlaubt. Schick eine kleinere Fassung. Es wurde nichts berechnet.
refused-reference-shape = { refused-reference-name } ist zu schmal: Eine Seite darf höchstens { $limit }-mal so lang sein wie die andere und keine kürzer als 16 Pixel. Es wurde nichts berechnet.
refused-reference-download = { refused-reference-name } konnte nicht von Discord geladen werden. Häng es noch einmal an. Es wurde nichts berechnet.
refused-reference-space = Easel hat gerade keinen Speicherplatz für Bilder. Der Betreiber muss welchen freigeben; versuch es später noch einmal. Es wurde nichts berechnet.
refused-reference-unsafe = { refused-reference-name } zeigt offenbar Nacktheit, deshalb bearbeitet Easel es nicht. Es wurde nichts berechnet.
refused-reference-unchecked = Easel konnte deine Bilder gerade nicht prüfen. Versuch es in ein paar Minuten noch einmal. Es wurde nichts berechnet.
