### Going on from a result.

button-finer = Mais fino
button-finer-confirm = Desenhar: { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}
followup-finer = **Mais fino:** { $count ->
    [one] { $count } imagem
   *[other] { $count } imagens
}, { $size }, { $quality }. Custa { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} dos { $left } que você tem.
refused-finest = Não há nada mais fino: já está na qualidade mais alta e nenhum tamanho maior tem este formato.
refused-choices-gone = O tamanho ou a qualidade desta imagem não existe mais. Escolha outra opção com `/{ name-imagine }`.
refused-price-changed = O preço mudou: agora é { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}, e nada foi cobrado. Clique em **Mais fino** de novo para ver a nova oferta.
refused-slow = A consulta demorou demais. Nada foi cobrado; tente de novo, por favor.
refused-deleted = Essa imagem foi apagada.
result-finer = { $who } pediu { $link } em versão mais fina: { $prompt }
result-edited = { $who } continuou a partir de { $link }: { $prompt }
button-edit = Editar
followup-title-edit = Mudar e desenhar de novo
followup-title-start = Começar por esta imagem
button-more = ⋯ Mais
button-start = Começar por aqui
button-details = Detalhes
button-cover = Ocultar como spoiler
button-uncover = Tirar o spoiler
button-delete = Apagar
button-delete-go = Apagar de vez
followup-more = O que você quer fazer com esta imagem?
followup-covered = As imagens agora estão ocultas como spoiler.
followup-uncovered = As imagens não estão mais ocultas.
followup-delete-ask = Apagar esta mensagem de vez? As imagens somem junto, e os créditos não são devolvidos.
followup-deleted = Apagado.
refused-not-manager = Só quem pediu esta imagem, ou quem tem a permissão “Gerenciar mensagens”, pode fazer isso.
refused-no-reach = O Easel não alcança a mensagem dele nesse canal, então nada foi alterado. Dê a ele ali “Ver canal”, “Ver histórico de mensagens” e “Anexar arquivos” e tente de novo.
refused-cover-large = As imagens são grandes demais para serem enviadas de novo aqui, então nada foi alterado.
refused-discord = O Discord não aceitou a mudança. Tente de novo em um minuto.
refused-private-post = Este resultado foi mostrado só a você. Use o botão ⋯ abaixo dele para mudá-lo, ou dispense-o ali.
details-title = **Detalhes de { $id }**
details-who = Pedido de { $who }, { $when }
details-prompt = Prompt: { $prompt }
details-prompt-file = Prompt, completo no arquivo: { $prompt }
details-options = { $size } · { $quality } · { $count ->
    [one] { $count } imagem
   *[other] { $count } imagens
} · `{ $model }`
details-delivered = Entregue por { $charged ->
    [one] { $charged } crédito
   *[other] { $charged } créditos
}
details-open = Ainda em andamento; { $cost ->
    [one] { $cost } crédito reservado
   *[other] { $cost } créditos reservados
}
details-unfulfilled = Não entregue; nada foi cobrado
details-times = Espera { $waiting } s, desenho em { $drawing } s
details-parents = Veio de: { $links }
details-children = Continua em: { $links }
followup-kept = Seu prompt era: { $prompt }
