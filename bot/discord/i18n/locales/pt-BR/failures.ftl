### Why there are no pictures. Each is followed by the refund line.

failed-refund = Nada foi cobrado: { $cost ->
    [one] { $cost } crédito voltou
   *[other] { $cost } créditos voltaram
} para você (saldo: { $left }).
failed-fal-policy = A política de conteúdo do modelo recusou este prompt. Pedir de novo não vai adiantar; reescreva-o, por favor.
failed-fal-policy-quote = A política de conteúdo do modelo recusou este prompt ({ $quote }). Pedir de novo não vai adiantar; reescreva-o, por favor.
failed-fal-invalid = O modelo não aceitou este pedido. Tente um prompt mais curto ou mais simples, ou outras opções.
failed-fal-no-media = O modelo terminou sem entregar nenhuma imagem. Tente de novo ou reescreva o prompt.
failed-fal-credentials = O desenho está fora de serviço: o fal não aceita a chave deste bot. O operador já foi avisado.
failed-fal-balance = O desenho está fora de serviço: a conta do bot no fal está sem saldo. O operador já foi avisado.
failed-fal-not-found = O desenho está fora de serviço: o fal não reconhece mais o pedido ou o modelo. O operador já foi avisado.
failed-fal-timeout = O fal não terminou dentro do próprio prazo. Tente de novo em alguns minutos.
failed-fal-cancelled-at-fal = O pedido foi cancelado no fal. Você pode tentar de novo.
failed-fal-unavailable = O fal teve uma falha enquanto desenhava. Tente de novo em alguns minutos.
failed-fal-busy = O fal não está aceitando pedidos no momento. Tente de novo em alguns minutos.
failed-submit-unknown = A conexão com o fal caiu enquanto seu pedido era entregue e, por segurança, ele não foi enviado duas vezes. Peça de novo, por favor.
failed-deadline = O fal não terminou em { $seconds } s, então o pedido foi abandonado. Tente mais tarde.
failed-result-unreadable = O fal diz que as imagens estão prontas, mas não as entregou. Tente de novo em alguns minutos.
failed-pictures-lost = As imagens foram desenhadas, mas não puderam ser baixadas. Tente de novo, por favor.
failed-pictures-too-large = Não foi possível deixar as imagens pequenas o bastante para o Discord. Tente um tamanho menor.
failed-undeliverable = As imagens foram desenhadas, mas o Discord não as aceitou em nenhum lugar onde você pudesse vê-las. Tente em outro canal.
failed-delivery-unknown = As imagens foram desenhadas, mas o bot perdeu a conexão ao publicá-las e não pode verificar se chegaram. Se você as vir, são suas de graça.
failed-internal = Algo deu errado do nosso lado. O operador encontra o que houve pelo ID { $id }.
