### The request form. Labels have at most 45 characters.

modal-prompt = Prompt
modal-size = Tamanho
modal-quality = Qualidade
modal-count = Número de imagens
