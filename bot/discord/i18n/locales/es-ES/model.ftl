### /model: the endpoint and its input reference. Values are JSON.

name-model = modelo
command-model = Qué dibuja aquí y todo lo que acepta
model-inputs = Entradas
model-required = obligatorio, { $most } caracteres como máximo
model-default = por defecto { $value }
model-options = una de { $options }
model-constant = siempre { $value }
model-credits = Créditos por imagen

## What each key is for; a key that stands here not at all is shown with the catalogue's own note.

model-note-prompt = Qué dibujar. El texto que deba aparecer va entre comillas.
model-note-size = Ancho × alto en píxeles.
model-note-image-size = Ancho × alto en píxeles.
model-note-quality = Cuanto más alta, más tarda y más cuesta.
model-note-num-images = Imágenes por petición; se paga cada una.
model-note-safety-tolerance = 1 es estricto, 6 es permisivo; decide el operador.
