### /model: the endpoint and its input reference. Values are JSON.

name-model = model
command-model = Model info and prices
model-inputs = Inputs
model-required = required, at most { $most } characters
model-default = default { $value }
model-options = one of { $options }
model-constant = always { $value }
model-credits = Credits per picture

## What each key is for; a key that stands here not at all is shown with the catalogue's own note.

model-note-prompt = What to draw. Put text that should appear in the picture in quotation marks.
model-note-size = Width × height in pixels.
model-note-image-size = Width × height in pixels.
model-note-quality = Higher quality is slower and costs more.
model-note-num-images = Pictures per request; each one is charged.
model-note-safety-tolerance = 1 is the strictest, 6 the most permissive; set by the operator.
