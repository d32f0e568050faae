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
refused-choices-gone = O tamanho ou a qualidade desta imagem não existe mais. Escolha outra opção com `/imagine`.
refused-price-changed = O preço mudou: agora é { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}, e nada foi cobrado. Clique em **Mais fino** de novo.
refused-slow = A consulta demorou demais. Nada foi cobrado; tente de novo.
refused-deleted = Essa imagem foi apagada.
result-finer = { $who } pediu uma versão mais fina ({ $link }): { $prompt }
result-edited = { $who } continuou daqui ({ $link }): { $prompt }
button-edit = Editar
followup-title-edit = Mudar e desenhar de novo
followup-title-start = Começar desta imagem
