### /model: the endpoint and its input reference. Values are JSON.

name-model = model
command-model = What draws here, and everything that it takes
model-inputs = Input
model-required = required, at most { $most } characters
model-default = default { $value }
model-options = one of { $options }
model-constant = always { $value }
model-credits = Credits of one picture

## What each key is for; a key that stands here not at all is shown with the catalogue's own note.

model-note-prompt = What to draw. Text that must appear goes in quotation marks.
model-note-size = Width × height in pixels.
model-note-image-size = Width × height in pixels.
model-note-quality = Higher takes longer and costs more.
model-note-num-images = Pictures of one request; each is paid for.
model-note-safety-tolerance = 1 is strict, 6 is loose; the operator decides.
