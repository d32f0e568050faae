### Copy as code.

menu-code = Copiar como código
name-code = código
command-code = A mesma chamada em TypeScript, Python e HTTP; nada é desenhado
option-code-prompt = O que seria desenhado
button-code = Copiar como código
code-title = A mesma chamada a `{ $model }` no seu próprio código. Ela lê sua chave de `FAL_KEY`.
code-files = O prompt é longo, então as três versões vão em arquivos.
refused-no-result = Essa mensagem não é uma imagem do Easel. Escolha uma mensagem que o Easel publicou.
