### The request form. Labels have at most 45 characters.

modal-prompt = Prompt
modal-size = Größe
modal-quality = Qualität
modal-count = Anzahl der Bilder
