### /quota-admin undo, and what a change would do before it is made.

name-quota-admin-undo = desfazer
command-quota-admin-undo = Desfazer a última mudança; você a vê antes
optname-preview = prévia
option-preview = Só mostrar o que mudaria e para quantos membros
undo-question = Desfazer esta mudança?
undo-done = Desfeito
undo-nothing = Não há nenhuma mudança que possa ser desfeita.
undo-kept = Nada foi alterado.
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
    [one] { $used } desses créditos já foi gasto e não volta.
   *[other] { $used } desses créditos já foram gastos e não voltam.
}
undo-refused-unknown = Essa mudança não existe neste servidor. Nada foi alterado.
undo-refused-already = { $who } já desfez isso. Nada foi alterado.
undo-refused-undo = Este registro já desfez outra mudança; faça essa mudança de novo. Nada foi alterado.
undo-refused-nothing = Isso não mudou nada, então não há o que desfazer.
undo-refused-changed = Isso foi alterado depois: veja `/quota-admin { name-quota-admin-audit }` e defina o que quiser. Nada foi alterado.
undo-refused-spent = Esses créditos já foram todos gastos, então não há o que desfazer.
undo-refused-day = O dia que foi zerado já passou, então não há o que desfazer.
button-undo = Desfazer
button-undo-confirm = Sim, desfazer
button-undo-keep = Deixar assim
preview-title = Prévia: nada é alterado
preview-limit = { $target }: { $before } → { $after } créditos por dia
preview-role = { $members ->
    [one] -# { $members } membro tem este cargo. Antes vale um limite próprio ou o de um cargo mais alto.
   *[other] -# { $members } membros têm este cargo. Antes vale um limite próprio ou o de um cargo mais alto.
}
preview-everyone = { $members ->
    [one] -# Este servidor tem cerca de { $members } membro. Antes vale um limite próprio ou o de um cargo.
   *[other] -# Este servidor tem cerca de { $members } membros. Antes vale um limite próprio ou o de um cargo.
}
preview-askers = { $members ->
    [0] -# Ninguém pediu imagens aqui desde { $since }.
    [one] -# { $members } membro pediu imagens aqui desde { $since }.
   *[other] -# { $members } membros pediram imagens aqui desde { $since }.
}
