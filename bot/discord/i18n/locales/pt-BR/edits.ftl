### Edições: pedidos que partem de imagens. Nomes: no máximo 32 caracteres; descrições e opções: 100;
### rótulos de formulários: 45.

name-edit = editar
command-edit = Alterar ou combinar imagens conforme a sua descrição
option-edit-prompt = O que mudar ou o que fazer com as imagens
optname-image = imagem
option-image = A imagem a editar (PNG, JPEG, WebP ou GIF); ela é enviada ao serviço de imagens
optname-image2 = imagem2
optname-image3 = imagem3
optname-image4 = imagem4
option-image-more = Outra imagem para usar
menu-edit-picture = Editar imagem
modal-start = Partir de
modal-start-prompt = Só o prompt
modal-start-same = As mesmas imagens
modal-start-picture = Imagem { $number }
modal-files = Mais imagens
modal-files-how = Enviadas ao serviço de imagens (fal), que as apaga após { $hours } h.
modal-drawing = Qualidade e número de imagens
modal-drawing-choice = { $quality }, { $count ->
    [one] { $count } imagem
   *[other] { $count } imagens
}
title-edit-picture = Editar esta imagem
progress-uploading = { $count ->
    [one] Enviando sua imagem ao serviço de imagens…
   *[other] Enviando suas imagens ao serviço de imagens…
}
result-made-from = Feito a partir de { $sources }
result-source-upload = { $count ->
    [one] uma imagem anexada
   *[other] { $count } imagens anexadas
}
result-source-picture = [imagem { $number }]({ $url })
result-source-picture-plain = imagem { $number } de um resultado anterior
result-source-message = [uma imagem deste canal]({ $url })
failed-fal-reference = O serviço de imagens não conseguiu usar uma das imagens: ela pode ser pequena demais, grande demais ou não estar mais disponível. Tente com outra imagem.
failed-reference-lost = Uma imagem anexada se perdeu antes de chegar ao serviço de imagens. Anexe-a de novo.
refused-reference-count = { $limit ->
    [one] Este modelo aceita { $limit } imagem
   *[other] Este modelo aceita até { $limit } imagens
} de partida. Nada foi cobrado.
refused-reference-gone = As imagens de partida não estão mais disponíveis. Anexe-as de novo com `/{ name-edit }`. Nada foi cobrado.
refused-edit-none = Nenhum modelo que edita imagens está ativado. Fale com o operador.
refused-edit-no-picture = Esta mensagem não tem nenhuma imagem que o Easel possa editar.
refused-edit-expired = Sua seleção expirou. Abra o menu da mensagem de novo. Nada foi cobrado.
refused-others-pictures = Você pode editar suas próprias imagens e as do Easel, mas não as de outras pessoas.
refused-edit-opted-out = A pessoa dona desta imagem não quer que outros a editem.
refused-edit-ask = A pessoa dona da imagem precisa concordar antes.
refused-consent-not-yours = Só a pessoa dona da imagem pode responder.
consent-ask = { $owner }, { $who } pode editar [sua imagem]({ $url }) com o Easel? Ela é enviada ao serviço de imagens (fal).
consent-given = { $owner } concordou. { $who }, abra de novo o menu da mensagem e escolha **{ menu-edit-picture }** em até 24 horas.
consent-declined = { $owner } prefere que esta imagem não seja editada.
button-allow-edit = Permitir
button-decline-edit = Não permitir
