### The request form. Labels have at most 45 characters.

modal-prompt = Prompt
modal-size = Tamaño
modal-quality = Calidad
modal-count = Número de imágenes
