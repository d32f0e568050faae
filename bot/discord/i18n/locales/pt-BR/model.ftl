### /model: endpoint, inputs and prices. $value and $options are JSON.

name-model = modelo
command-model = Informações e preços do modelo
model-inputs = Entradas
model-required = obrigatório, no máximo { $most } caracteres
model-default = padrão { $value }
model-options = uma de { $options }
model-constant = sempre { $value }
model-credits = Créditos por imagem

## Notes on inputs. An input without a note here shows the note in the model file.

model-note-prompt = O que desenhar. Coloque entre aspas o texto que deve aparecer na imagem.
model-note-size = Largura × altura em pixels.
model-note-image-size = Largura × altura em pixels.
model-note-quality = Quanto maior a qualidade, maior o tempo e o custo.
model-note-num-images = Imagens por pedido; cada uma é cobrada.
model-note-safety-tolerance = 1 é o mais rígido, 6 o mais permissivo; definido pelo operador.
