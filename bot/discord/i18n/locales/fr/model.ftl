### /model: the endpoint and its input reference. Values are JSON.

name-model = modèle
command-model = Ce qui dessine ici, et tout ce qu’il accepte
model-inputs = Entrées
model-required = obligatoire, { $most } caractères au plus
model-default = par défaut { $value }
model-options = au choix { $options }
model-constant = toujours { $value }
model-credits = Crédits pour une image

## What each key is for; a key that stands here not at all is shown with the catalogue's own note.

model-note-prompt = Ce qu’il faut dessiner. Le texte qui doit apparaître se met entre guillemets.
model-note-size = Largeur × hauteur en pixels.
model-note-image-size = Largeur × hauteur en pixels.
model-note-quality = Plus haute, elle prend plus de temps et coûte plus.
model-note-num-images = Images par demande ; chacune est payée.
model-note-safety-tolerance = 1 est strict, 6 est souple ; l’opérateur décide.
