### Results.

result-title = { $who } pediu: { $prompt }
result-repeat = { $who } pediu de novo { $link }: { $prompt }
result-parent-link = [esta imagem]({ $url })
result-parent-plain = uma imagem anterior
result-facts = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } crédito
   *[other] { $charged } créditos
}, saldo: { $left }
result-missing = { $missing ->
    [one] Falta uma imagem; os créditos dela voltaram para você.
   *[other] Faltam { $missing } imagens; os créditos delas voltaram para você.
}
result-fitted = Recodificado para caber no limite de envio do Discord: { $which }.
result-fitted-one = imagem { $number } (de { NUMBER($before, minimumFractionDigits: 1) } para { NUMBER($after, minimumFractionDigits: 1) } MiB)
result-other-size = O fal desenhou { $width } × { $height } em vez do tamanho pedido.
result-late = Isso demorou mais do que o Discord mantém uma resposta aberta, por isso chega em uma mensagem separada.
alt-text = Imagem { $number } de { $count }, { $width } × { $height }, desenhada a partir do prompt: { $prompt }
button-again = De novo
quality-low = qualidade baixa
quality-medium = qualidade média
quality-high = qualidade alta
