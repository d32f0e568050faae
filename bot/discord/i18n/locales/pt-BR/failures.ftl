### Reasons for a failed request. failed-refund follows each of them.

failed-refund = Nada foi cobrado.
# Only the requester sees this one.
failed-refund-private = Nada foi cobrado. (Saldo: { $left ->
    [one] { $left } crédito
   *[other] { $left } créditos
})
failed-fal-policy = A política de conteúdo bloqueou este prompt. Tente escrevê-lo de outro jeito.
failed-fal-policy-quote = A política de conteúdo bloqueou este prompt ({ $quote }). Tente escrevê-lo de outro jeito.
failed-fal-invalid = O modelo não aceitou este pedido. Tente um prompt mais curto ou mais simples, ou outras opções.
failed-fal-no-media = Nenhuma imagem foi devolvida. Tente de novo ou mude o prompt.
failed-fal-credentials = O Easel está fora do ar: o serviço de imagens recusou a chave dele. O operador já foi avisado.
failed-fal-outage = O Easel está fora do ar: todos os pedidos estão falhando no serviço de imagens, seja qual for o prompt. O operador já foi avisado.
failed-fal-balance = O Easel está fora do ar: o serviço de imagens recusa a conta dele. O operador já foi avisado.
failed-fal-not-found = O Easel está fora do ar: o serviço de imagens não reconhece mais este pedido ou o modelo dele. O operador já foi avisado.
failed-fal-timeout = O serviço de imagens demorou demais. Tente de novo em alguns minutos.
failed-fal-cancelled-at-fal = O serviço de imagens cancelou este pedido. Você pode tentar de novo.
failed-fal-unavailable = O serviço de imagens teve um erro. Tente de novo em alguns minutos.
failed-fal-busy = O serviço de imagens não está aceitando pedidos agora. Tente de novo em alguns minutos.
failed-submit-unknown = O serviço de imagens não confirmou seu pedido. Para não enviá-lo duas vezes, o Easel parou por aqui. Tente de novo.
failed-deadline = Isso levou mais de { $seconds } segundos, então o Easel parou de esperar. Tente mais tarde.
failed-result-unreadable = O serviço de imagens terminou, mas não foi possível ler o resultado. Tente de novo em alguns minutos.
failed-pictures-lost = As imagens ficaram prontas, mas não puderam ser baixadas. Tente de novo.
failed-pictures-too-large = As imagens são grandes demais para o Discord, mesmo comprimidas. Tente um tamanho menor.
failed-undeliverable = O Easel não conseguiu publicar as imagens em nenhum lugar que você possa ver. Tente em outro canal.
failed-delivery-unknown = O Easel perdeu a conexão ao publicar as imagens e não consegue verificar se chegaram. Se elas aparecerem, são de graça.
failed-internal = Algo deu errado do nosso lado. O operador pode consultar o que houve com este ID: { $id }.
button-retry = Tentar de novo
