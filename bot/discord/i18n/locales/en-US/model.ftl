### /model: endpoint, inputs and prices. $value and $options are JSON.

name-model = model
command-model = Model info and prices
model-inputs = Inputs
model-required = required, at most { $most } characters
model-default = default { $value }
model-options = one of { $options }
model-constant = always { $value }
model-credits = Credits per picture

## Notes on inputs. An input without a note here shows the note in the model file.

model-note-prompt = What to draw. Put text that should appear in the picture in quotation marks.
model-note-size = Width × height in pixels.
model-note-image-size = Width × height in pixels.
model-note-quality = Higher quality is slower and costs more.
model-note-num-images = Pictures per request; each one is charged.
model-note-safety-tolerance = 1 is the strictest, 6 the most permissive; set by the operator.
