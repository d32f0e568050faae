### The request form. Labels have at most 45 characters.

modal-prompt = Prompt
modal-size = Size
modal-quality = Quality
modal-count = Number of pictures
