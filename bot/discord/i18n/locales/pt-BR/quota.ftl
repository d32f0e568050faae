### /quota.

quota-title = Sua cota neste servidor
quota-title-member = Cota de { $who }
quota-allowance-member = Cota: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} por dia, definida para você pela administração do servidor.
quota-allowance-role = Cota: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} por dia, pelo cargo { $role }.
quota-allowance-default = Cota: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} por dia, o padrão deste servidor.
quota-allowance-operator = Cota: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} por dia, o padrão do bot.
quota-used = Usado hoje: { $used }.
quota-granted = Créditos extras, guardados até o uso: { $granted }.
quota-left = Saldo agora: { $left ->
    [one] { $left } crédito
   *[other] { $left } créditos
}.
quota-renews = A cota se renova { $renews }.
quota-blocked = A administração do servidor bloqueou o desenho para este membro.
quota-price = Uma imagem ({ $size }, { $quality }) custa { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}; conforme o tamanho e a qualidade, vai de { $least } a { $most }.
