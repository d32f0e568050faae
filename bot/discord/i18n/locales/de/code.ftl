### Copy as code.

menu-code = Als Code kopieren
name-code = code
command-code = Den API-Aufruf als TypeScript-, Python- und HTTP-Code anzeigen; gezeichnet wird nichts
option-code-prompt = Der Prompt für den Code
button-code = Als Code kopieren
code-title = Diese Anfrage als Code für `{ $model }`. Er liest deinen API-Schlüssel aus `FAL_KEY`.
code-files = Der Prompt ist lang, deshalb hängt der Code als drei Dateien an.
code-references = { $count ->
    [one] Das Bild ist nicht öffentlich: Ersetze die Adresse durch eine eigene.
   *[other] Die Bilder sind nicht öffentlich: Ersetze die Adressen durch eigene.
}
refused-no-result = Diese Nachricht ist kein Bild von Easel. Wähle eine Nachricht, die Easel gepostet hat.
