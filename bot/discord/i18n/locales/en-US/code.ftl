### Copy as code.

menu-code = Copy as code
name-code = code
command-code = The same call in TypeScript, Python and HTTP; nothing is drawn
option-code-prompt = What would be drawn
button-code = Copy as code
code-title = The same call to `{ $model }` in your own code. It reads your key from `FAL_KEY`.
code-files = The prompt is long, so the three forms are files.
refused-no-result = That message is not a picture of Easel's. Choose one that Easel has posted.
