### Result posts.

result-title = **{ $prompt }** por { $who }
result-repeat = **{ $prompt }** por { $who } · outra versão de { $link }
result-parent-link = [esta imagem]({ $url })
result-parent-plain = uma imagem anterior
result-facts = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } crédito
   *[other] { $charged } créditos
}
# Only the requester sees this one.
result-facts-private = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } crédito
   *[other] { $charged } créditos
}, saldo: { $left }
result-missing = { $missing ->
    [one] Falta uma imagem; ela não foi cobrada.
   *[other] Faltam { $missing } imagens; elas não foram cobradas.
}
result-fitted = Comprimido para caber no limite de envio do Discord: { $which }.
result-fitted-one = imagem { $number } ({ NUMBER($before, minimumFractionDigits: 1) } → { NUMBER($after, minimumFractionDigits: 1) } MiB)
result-other-size = O modelo devolveu { $width } × { $height } em vez do tamanho pedido.
result-late = A resposta original expirou, por isso esta é uma mensagem nova.
result-moved = Não foi possível editar a resposta original, por isso esta é uma mensagem nova.
result-ready = { $who }, { $count ->
    [one] sua imagem está pronta
   *[other] suas imagens estão prontas
}.
alt-text = Imagem { $number } de { $count }, { $width } × { $height }, desenhada a partir do prompt: { $prompt }
button-again = De novo
quality-low = qualidade baixa
quality-medium = qualidade média
quality-high = qualidade alta
quality-xhigh = qualidade muito alta
quality-max = qualidade máxima
quality-standard = qualidade padrão
