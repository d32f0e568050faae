### /quota-admin.

admin-set = { $target } agora pode usar { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} por dia (antes: { $before }).
admin-unset = O limite diário de { $target } foi removido (era { $before }). Vale o próximo limite que se aplicar.
admin-unset-nothing = { $target } não tem limite próprio. Nada foi alterado.
admin-default-set = Membros sem limite próprio agora podem usar { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} por dia neste servidor (antes: { $before }).
admin-default-unset = O limite padrão deste servidor foi removido (era { $before }). Vale o padrão do bot: { $operator ->
    [one] { $operator } crédito
   *[other] { $operator } créditos
} por dia.
admin-before-none = não definido
admin-grant = { $who } agora tem { $total ->
    [one] { $total } crédito extra
   *[other] { $total } créditos extras
} (+{ $credits }).
admin-reset = { $credits ->
    [0] { $who } não usou créditos hoje.
    [one] Uso de hoje de { $who } zerado: { $credits } crédito está disponível de novo.
   *[other] Uso de hoje de { $who } zerado: { $credits } créditos estão disponíveis de novo.
}
admin-blocked = { $who } não pode mais usar o Easel neste servidor.
admin-blocked-already = { $who } já está com bloqueio. Nada foi alterado.
admin-unblocked = { $who } pode usar o Easel de novo.
admin-unblocked-already = { $who } não está com bloqueio. Nada foi alterado.
