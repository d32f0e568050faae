### /model: the endpoint and its input reference. Values are JSON.

name-model = modell
command-model = Infos zum Modell und Preise
model-inputs = Eingaben
model-required = erforderlich, höchstens { $most } Zeichen
model-default = Standard { $value }
model-options = eines von { $options }
model-constant = immer { $value }
model-credits = Credits pro Bild

## What each key is for; a key that stands here not at all is shown with the catalogue's own note.

model-note-prompt = Was gezeichnet werden soll. Text, der im Bild stehen soll, in Anführungszeichen setzen.
model-note-size = Breite × Höhe in Pixeln.
model-note-image-size = Breite × Höhe in Pixeln.
model-note-quality = Höhere Qualität dauert länger und kostet mehr.
model-note-num-images = Bilder pro Anfrage; jedes wird berechnet.
model-note-safety-tolerance = 1 ist am strengsten, 6 am lockersten; der Betreiber legt es fest.
