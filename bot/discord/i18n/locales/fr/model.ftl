### /model: endpoint, inputs and prices. $value and $options are JSON.

name-model = modèle
command-model = Infos sur le modèle et tarifs
model-inputs = Entrées
model-required = obligatoire, { $most } caractères au plus
model-default = par défaut { $value }
model-options = au choix { $options }
model-constant = toujours { $value }
model-credits = Crédits par image

## Notes on inputs. An input without a note here shows the note in the model file.

model-note-prompt = Ce qu’il faut dessiner. Mets entre guillemets le texte qui doit apparaître dans l’image.
model-note-size = Largeur × hauteur en pixels.
model-note-image-size = Largeur × hauteur en pixels.
model-note-quality = Une meilleure qualité prend plus de temps et coûte plus cher.
model-note-num-images = Images par demande ; chacune est débitée.
model-note-safety-tolerance = 1 est le plus strict, 6 le plus permissif ; défini par l’opérateur.
