### /quota.

quota-title = Seus créditos neste servidor
quota-title-member = Créditos de { $who }
quota-allowance-member = Limite diário: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}, definido individualmente pela administração
quota-allowance-role = Limite diário: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}, pelo cargo { $role }
quota-allowance-default = Limite diário: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}, o padrão deste servidor
quota-allowance-operator = Limite diário: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}, o padrão do bot
quota-used = Usado hoje: { $used }
quota-granted = Créditos extras: { $granted } (não vencem)
quota-left = Saldo: { $left ->
    [one] { $left } crédito
   *[other] { $left } créditos
}
quota-enough = cerca de { $pictures ->
    [one] { $pictures } imagem
   *[other] { $pictures } imagens
}
quota-renews = Renovação { $renews }
quota-blocked = Bloqueio da administração: sem imagens neste servidor.
quota-price = Uma imagem ({ $size }, { $quality }) custa { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}. Outros tamanhos e qualidades custam de { $least } a { $most }.
refused-quota = Isso custa { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}, e seu saldo é { $left }. Seus créditos se renovam { $renews }.
# Offered with the refusal above. At most 80 characters.
button-afford = { $count ->
    [one] { $count } imagem
   *[other] { $count } imagens
}, { $quality }: { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}
