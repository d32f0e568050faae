### /quota-admin.

admin-set = { $target } agora pode usar { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} por dia (antes: { $before }).
admin-unset = O limite diário de { $target } foi removido (era { $before }). Vale a próxima regra que se aplicar.
admin-unset-nothing = { $target } não tinha limite próprio; nada foi alterado.
admin-default-set = Quem não tem limite próprio agora pode usar aqui { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} por dia (antes: { $before }).
admin-default-unset = O padrão deste servidor foi removido (era { $before }); vale o padrão do bot: { $operator ->
    [one] { $operator } crédito
   *[other] { $operator } créditos
} por dia.
admin-before-none = sem limite
admin-grant = { $who } tem { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} a mais; ao todo, { $total } créditos extras ficam guardados até o uso.
admin-reset = { $credits ->
    [0] { $who } não tinha nada para zerar hoje.
    [one] { $credits } crédito de hoje voltou para { $who }.
   *[other] { $credits } créditos de hoje voltaram para { $who }.
}
admin-blocked = { $who } não pode mais desenhar neste servidor.
admin-blocked-already = O desenho já estava bloqueado para { $who }; nada foi alterado.
admin-unblocked = { $who } pode desenhar de novo.
admin-unblocked-already = O desenho não está bloqueado para { $who }; nada foi alterado.
