### Copy as code.

menu-code = Copy as code
name-code = code
command-code = Get the API call as TypeScript, Python and HTTP code; nothing is drawn
option-code-prompt = Prompt to use in the code
button-code = Copy as code
code-title = This request as code for `{ $model }`. It reads your API key from `FAL_KEY`.
code-files = The prompt is long, so the code is attached as three files.
code-references = { $count ->
    [one] The picture isn't public: replace its address with one of your own.
   *[other] The pictures aren't public: replace their addresses with your own.
}
refused-no-result = That message isn't a picture from Easel. Choose one that Easel posted.
