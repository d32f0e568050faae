### Copy as code.

menu-code = Copiar como código
name-code = código
command-code = A chamada de API em TypeScript, Python e HTTP; nada é desenhado
option-code-prompt = O prompt que vai no código
button-code = Copiar como código
code-title = Este pedido como código para `{ $model }`. Ele lê sua chave de API de `FAL_KEY`.
code-files = O prompt é longo, então o código vai anexado em três arquivos.
code-references = { $count ->
    [one] A imagem não é pública: troque o endereço por um seu.
   *[other] As imagens não são públicas: troque os endereços pelos seus.
}
refused-no-result = Essa mensagem não é uma imagem do Easel. Escolha uma mensagem que o Easel publicou.
