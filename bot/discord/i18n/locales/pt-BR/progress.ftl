### Progress.

progress-waiting = { $ahead ->
    [0] Seu pedido é o próximo da fila.
    [one] Na fila: há { $ahead } pedido antes do seu.
   *[other] Na fila: há { $ahead } pedidos antes do seu.
}
progress-submitting = Enviando seu pedido ao fal…
progress-queued = { $ahead ->
    [0] No fal: o seu é o próximo.
    [one] No fal: há { $ahead } pedido antes do seu.
   *[other] No fal: há { $ahead } pedidos antes do seu.
}
progress-drawing = Desenhando…
# $since is an instant that Discord shows as "há 12 segundos".
progress-drawing-since = Desenhando… começou { $since }.
progress-usual-unknown = Ainda não se sabe quanto costuma demorar neste tamanho e qualidade.
# These stand after a bar, one after the other.
progress-share = cerca de { $percent }%
progress-longer = demorando mais que o normal
progress-usual = normalmente cerca de { $usual } s
progress-usual-spread = normalmente cerca de { $usual } s, quase sempre de { $low } a { $high } s
progress-fetching = { $count ->
    [one] Pronto no fal; buscando sua imagem…
   *[other] Pronto no fal; buscando suas imagens…
}
progress-held = Algo deu errado do nosso lado. Seu pedido foi mantido, com os créditos dele, e continua quando o operador resolver (ID { $id }).
