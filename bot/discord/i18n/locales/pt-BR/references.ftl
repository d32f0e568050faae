### Imagens de referência recusadas. { $number } é a posição da imagem se houver várias; se não, 0.

refused-reference-name = { $number ->
    [0] Sua imagem
   *[other] A imagem { $number }
}
refused-reference-type = { refused-reference-name } está em um formato que o Easel não aceita. Envie um PNG, JPEG, WebP ou GIF. Nada foi cobrado.
refused-reference-damaged = { refused-reference-name } está danificada ou incompleta. Salve-a de novo e reenvie. Nada foi cobrado.
refused-reference-bytes = { refused-reference-name } tem mais de { $limit } MB. Envie um arquivo menor. Nada foi cobrado.
refused-reference-pixels = { refused-reference-name } tem pixels demais: o máximo para esse tipo de arquivo é de { $limit } megapixels. Envie uma versão menor. Nada foi cobrado.
refused-reference-shape = { refused-reference-name } é estreita demais: um lado pode ter no máximo { $limit } vezes o outro, e nenhum menos de 16 pixels. Nada foi cobrado.
refused-reference-download = { refused-reference-name } não pôde ser baixada do Discord. Anexe-a de novo. Nada foi cobrado.
refused-reference-space = O Easel está sem espaço para imagens agora. O operador precisa liberar espaço; tente de novo mais tarde. Nada foi cobrado.
refused-reference-unsafe = { refused-reference-name } parece conter nudez, então o Easel não pode editá-la. Nada foi cobrado.
refused-reference-unchecked = O Easel não conseguiu verificar suas imagens agora. Tente de novo em alguns minutos. Nada foi cobrado.
