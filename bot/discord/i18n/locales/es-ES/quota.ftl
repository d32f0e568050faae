### /quota.

quota-title = Tus créditos en este servidor
quota-title-member = Créditos de { $who }
quota-allowance-member = Límite diario: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}, fijado individualmente por la administración
quota-allowance-role = Límite diario: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}, por el rol { $role }
quota-allowance-default = Límite diario: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}, el predeterminado de este servidor
quota-allowance-operator = Límite diario: { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}, el predeterminado del bot
quota-used = Gastado hoy: { $used }
quota-granted = Créditos extra: { $granted } (no caducan)
quota-left = Te quedan: { $left ->
    [one] { $left } crédito
   *[other] { $left } créditos
}
quota-enough = alrededor de { $pictures ->
    [one] { $pictures } imagen más
   *[other] { $pictures } imágenes más
}
quota-renews = Se renuevan { $renews }
quota-blocked = Bloqueo de la administración: sin imágenes en este servidor.
quota-price = Una imagen ({ $size }, { $quality }) cuesta { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}. Otros tamaños y calidades cuestan de { $least } a { $most }.
refused-quota = Esto cuesta { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} y te quedan { $left }. Tus créditos se renuevan { $renews }.
# Offered with the refusal above. At most 80 characters.
button-afford = { $count ->
    [one] { $count } imagen
   *[other] { $count } imágenes
}, { $quality }: { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}
