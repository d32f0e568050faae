### Ampliar e remover o fundo: ações em uma imagem, com o preço primeiro.

button-upscale = Ampliar
button-cutout = Remover o fundo
menu-upscale = Ampliar
menu-cutout = Remover o fundo
button-tool-go = { $number ->
    [0] Começar
   *[other] Imagem { $number }
}: { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}
followup-upscale = **{ button-upscale }:** uma versão maior da imagem, sem mudar o que ela mostra. Custa { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} dos seus { $left }.
followup-cutout = **{ button-cutout }:** a imagem em PNG com fundo transparente. Custa { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} dos seus { $left }.
refused-tool-none = Nenhum modelo para isso está disponível. Fale com o operador.
refused-tool-price = Agora custa { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}. Nada foi cobrado. Escolha a ação de novo para ver a nova oferta.
