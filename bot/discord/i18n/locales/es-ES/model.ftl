### /model: endpoint, inputs and prices. $value and $options are JSON.

name-model = modelo
command-model = Información y precios del modelo
model-inputs = Entradas
model-required = obligatorio, { $most } caracteres como máximo
model-default = predeterminado: { $value }
model-options = una de { $options }
model-constant = siempre { $value }
model-credits = Créditos por imagen

## Notes on inputs. An input without a note here shows the note in the model file.

model-note-prompt = Qué dibujar. Escribe entre comillas el texto que deba aparecer en la imagen.
model-note-size = Ancho × alto en píxeles.
model-note-image-size = Ancho × alto en píxeles.
model-note-quality = A más calidad, más tiempo y más coste.
model-note-num-images = Imágenes por petición; se cobra cada una.
model-note-safety-tolerance = 1 es lo más estricto, 6 lo más permisivo; lo fija el operador.
