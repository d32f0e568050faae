### Actions on a result.

button-finer = Mais qualidade
button-finer-confirm = Desenhar: { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}
followup-finer = **{ button-finer }:** { $count ->
    [one] { $count } imagem
   *[other] { $count } imagens
}, { $size }, { $quality }. Custa { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} dos { $left } que você tem.
    -# Serão imagens novas com o mesmo prompt.
followup-finer-pick = -# Para ficar perto de uma das imagens, escolha-a abaixo.
followup-finer-picture = **{ button-finer }:** imagem { $number }, { $size }, { $quality }. Custa { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} do seu saldo de { $left }.
    -# O modelo redesenha esta imagem com o mesmo prompt; alguns detalhes podem mudar.
placeholder-picture = Partir de uma imagem…
refused-finest = Já está na qualidade mais alta e no maior tamanho deste formato.
refused-choices-gone = O tamanho ou a qualidade desta imagem não está mais disponível. Escolha outra opção com `/{ name-imagine }`.
refused-price-changed = O preço mudou: agora são { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}. Nada foi cobrado. Clique em **{ button-finer }** de novo para ver a nova oferta.
refused-slow = A consulta demorou demais. Nada foi cobrado; tente de novo.
refused-deleted = Essa imagem foi apagada.
result-finer = **{ $prompt }** por { $who } · { $link } com mais qualidade
result-edited = **{ $prompt }** por { $who } · a partir de { $link }
button-edit = Editar
followup-title-edit = Editar e desenhar de novo
followup-title-start = Começar por esta imagem
button-more = ⋯ Mais
button-back = Voltar
button-start = Começar por aqui
button-details = Detalhes
button-cover = Ocultar como spoiler
button-uncover = Tirar o spoiler
button-delete = Apagar
button-delete-go = Apagar de vez
followup-more = O que você quer fazer com esta imagem?
followup-covered = As imagens agora estão ocultas como spoiler.
followup-uncovered = As imagens não estão mais ocultas.
followup-delete-ask = Apagar de vez esta mensagem e as imagens dela? Os créditos não são devolvidos.
followup-deleted = Apagado.
refused-not-manager = Só quem pediu esta imagem, ou quem tem a permissão “Gerenciar mensagens”, pode fazer isso.
refused-no-reach = O Easel não tem acesso à própria mensagem nesse canal, então nada foi alterado. Dê a ele ali “Ver canal”, “Ver histórico de mensagens” e “Anexar arquivos” e tente de novo.
refused-cover-large = As imagens são grandes demais para serem enviadas de novo aqui, então nada foi alterado.
refused-discord = O Discord não aceitou a mudança. Tente de novo em um minuto.
refused-private-post = Só você vê este resultado. Use o botão **{ button-more }** abaixo dele ou dispense a mensagem ali.
details-title = **Detalhes de { $id }**
details-who = Pedido de { $who }, { $when }
details-prompt = Prompt: { $prompt }
details-prompt-file = Prompt (completo no arquivo): { $prompt }
details-options = { $size } · { $quality } · { $count ->
    [one] { $count } imagem
   *[other] { $count } imagens
} · `{ $model }`
details-delivered = Entregue; { $charged ->
    [one] { $charged } crédito cobrado
   *[other] { $charged } créditos cobrados
}
details-open = Em andamento; { $cost ->
    [one] { $cost } crédito reservado
   *[other] { $cost } créditos reservados
}
details-unfulfilled = Não entregue; nada foi cobrado
details-times = Espera { $waiting } s, desenho em { $drawing } s
details-reference = { $picture } ({ $width } × { $height })
details-parents = A partir de: { $links }
details-children = Versões posteriores: { $links }
followup-kept = Seu prompt: { $prompt }
