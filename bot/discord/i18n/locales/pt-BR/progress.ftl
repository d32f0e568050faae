### Progress messages.

progress-waiting = { $ahead ->
    [0] Seu pedido é o próximo da fila.
    [one] Na fila: { $ahead } pedido na sua frente.
   *[other] Na fila: { $ahead } pedidos na sua frente.
}
progress-submitting = Enviando seu pedido…
progress-busy = O serviço de imagens não está aceitando pedidos no momento. O Easel continua tentando…
progress-unreadable = O serviço de imagens terminou; ainda não é possível ler a resposta. O Easel continua tentando…
progress-queued = { $ahead ->
    [0] Aguardando o serviço de imagens: seu pedido é o próximo.
    [one] Aguardando o serviço de imagens: { $ahead } pedido na sua frente.
   *[other] Aguardando o serviço de imagens: { $ahead } pedidos na sua frente.
}
progress-drawing = Desenhando…
# $since is a timestamp that Discord shows as "há 12 segundos".
progress-drawing-since = Desenhando… começou { $since }
# Shown after the progress bar.
progress-share = { $percent }%
progress-longer = demorando mais que o normal
progress-usual = normalmente { $usual } s
progress-usual-spread = normalmente { $low }–{ $high } s
progress-fetching = { $count ->
    [one] Quase pronto: baixando sua imagem…
   *[other] Quase pronto: baixando suas imagens…
}
progress-delayed = { $count ->
    [one] Quase pronto: ainda não é possível baixar sua imagem. O Easel continua tentando…
   *[other] Quase pronto: ainda não é possível baixar suas imagens. O Easel continua tentando…
}
progress-held = Algo deu errado do nosso lado. Seu pedido está em espera e seus créditos estão garantidos. Ele continua assim que o problema for resolvido. (ID { $id })
