### Copy as code.

menu-code = Als Code kopieren
name-code = code
command-code = Derselbe Aufruf in TypeScript, Python und HTTP; gezeichnet wird nichts
option-code-prompt = Was gezeichnet würde
button-code = Als Code kopieren
code-title = Derselbe Aufruf von `{ $model }` in deinem eigenen Code. Den Schlüssel liest er aus `FAL_KEY`.
code-files = Der Prompt ist lang, deshalb kommen die drei Fassungen als Dateien.
refused-no-result = Diese Nachricht ist kein Bild von Easel. Wähle eine Nachricht, die Easel gepostet hat.
