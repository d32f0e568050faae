### /model: the endpoint and its input reference. Values are JSON.

name-model = modelo
command-model = O que desenha aqui e tudo o que ele aceita
model-inputs = Entradas
model-required = obrigatório, no máximo { $most } caracteres
model-default = padrão { $value }
model-options = uma de { $options }
model-constant = sempre { $value }
model-credits = Créditos por imagem

## What each key is for; a key that stands here not at all is shown with the catalogue's own note.

model-note-prompt = O que desenhar. O texto que deve aparecer vai entre aspas.
model-note-size = Largura × altura em pixels.
model-note-image-size = Largura × altura em pixels.
model-note-quality = Quanto mais alta, mais demora e mais custa.
model-note-num-images = Imagens por pedido; cada uma é paga.
model-note-safety-tolerance = 1 é rígido, 6 é permissivo; o operador decide.
