### The request form. Labels have at most 45 characters.

modal-prompt = Prompt
modal-size = Taille
modal-quality = Qualité
modal-count = Nombre d’images
