### /model: the endpoint and its input reference. Values are JSON.

name-model = modell
command-model = Was hier zeichnet, und alles, was es annimmt
model-inputs = Eingaben
model-required = erforderlich, höchstens { $most } Zeichen
model-default = Standard { $value }
model-options = eines von { $options }
model-constant = immer { $value }
model-credits = Credits für ein Bild

## What each key is for; a key that stands here not at all is shown with the catalogue's own note.

model-note-prompt = Was gezeichnet wird. Text, der im Bild stehen soll, gehört in Anführungszeichen.
model-note-size = Breite × Höhe in Pixeln.
model-note-image-size = Breite × Höhe in Pixeln.
model-note-quality = Höher dauert länger und kostet mehr.
model-note-num-images = Bilder pro Anfrage; jedes wird bezahlt.
model-note-safety-tolerance = 1 ist streng, 6 ist locker; der Betreiber entscheidet.
