### /model: endpoint, inputs and prices. $value and $options are JSON.

name-model = modell
command-model = Infos zum Modell und Preise
model-inputs = Eingaben
model-required = erforderlich, höchstens { $most } Zeichen
model-default = Standard { $value }
model-options = eines von { $options }
model-constant = immer { $value }
model-credits = Credits pro Bild

## Notes on inputs. An input without a note here shows the note in the model file.

model-note-prompt = Was gezeichnet werden soll. Text, der im Bild stehen soll, in Anführungszeichen setzen.
model-note-size = Breite × Höhe in Pixeln.
model-note-image-size = Breite × Höhe in Pixeln.
model-note-quality = Höhere Qualität dauert länger und kostet mehr.
model-note-num-images = Bilder pro Anfrage; jedes wird berechnet.
model-note-safety-tolerance = 1 ist am strengsten, 6 am lockersten; der Betreiber legt es fest.
