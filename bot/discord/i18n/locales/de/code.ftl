### Copy as code.

menu-code = Als Code kopieren
name-code = code
command-code = Der API-Aufruf als Code in TypeScript, Python und HTTP; gezeichnet wird nichts
option-code-prompt = Der Prompt für den Code
button-code = Als Code kopieren
code-title = Diese Anfrage als Code für `{ $model }`. Der API-Schlüssel kommt aus `FAL_KEY`.
code-files = Der Prompt ist lang, deshalb hängt der Code als drei Dateien an.
refused-no-result = Diese Nachricht ist kein Bild von Easel. Wähle eine Nachricht, die Easel gepostet hat.
