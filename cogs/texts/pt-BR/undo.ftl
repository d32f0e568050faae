### /quota-admin undo, and what a change would do before it is made.

name-quota-admin-undo = desfazer
command-quota-admin-undo = Desfazer a última mudança; você a vê antes
optname-preview = prévia
option-preview = Só mostrar o que mudaria e para quantos
undo-question = Desfazer isto?
undo-done = Desfeito
undo-nothing = Não há nenhuma mudança que possa ser desfeita.
undo-kept = Nada foi mudado.
undo-effect-grant = { $credits ->
    [one] { $credits } crédito será tirado de { $who }.
   *[other] { $credits } créditos serão tirados de { $who }.
}
undo-effect-reset = { $credits ->
    [one] { $credits } crédito voltará a contar como usado hoje por { $who }.
   *[other] { $credits } créditos voltarão a contar como usados hoje por { $who }.
}
undo-done-effect-grant = { $credits ->
    [one] { $credits } crédito foi tirado de { $who }.
   *[other] { $credits } créditos foram tirados de { $who }.
}
undo-done-effect-reset = { $credits ->
    [one] { $credits } crédito voltou a contar como usado hoje por { $who }.
   *[other] { $credits } créditos voltaram a contar como usados hoje por { $who }.
}
undo-used = { $used ->
    [one] { $used } crédito já foi gasto e não volta.
   *[other] { $used } créditos já foram gastos e não voltam.
}
undo-refused-unknown = Essa mudança não existe neste servidor. Nada foi mudado.
undo-refused-already = { $who } já desfez isso. Nada foi mudado.
undo-refused-undo = Isto já desfez outra mudança; faça essa mudança de novo. Nada foi mudado.
undo-refused-nothing = Isso não mudou nada, então não há o que desfazer.
undo-refused-changed = Isso foi mudado depois: veja `/quota-admin { name-quota-admin-audit }` e defina o que quiser. Nada foi mudado.
undo-refused-spent = Esses créditos já foram todos gastos; não resta nada para tirar.
undo-refused-day = O dia dessa zeragem já passou, então não há o que desfazer.
button-undo = Desfazer
button-undo-confirm = Sim, desfazer
button-undo-keep = Deixar assim
preview-title = Prévia: nada é mudado
preview-limit = { $target }: { $before } → { $after } créditos por dia
preview-role = { $members ->
    [one] -# { $members } membro tem este cargo. Um limite próprio ou o de um cargo maior vem antes.
   *[other] -# { $members } membros têm este cargo. Um limite próprio ou o de um cargo maior vem antes.
}
preview-everyone = { $members ->
    [one] -# Este servidor tem cerca de { $members } membro. Um limite próprio ou o de um cargo vem antes.
   *[other] -# Este servidor tem cerca de { $members } membros. Um limite próprio ou o de um cargo vem antes.
}
