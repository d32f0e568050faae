### /quota-admin undo and previews of changes.

name-quota-admin-undo = desfazer
command-quota-admin-undo = Desfazer a última mudança; você confirma antes
optname-preview = prévia
option-preview = Só mostrar o que mudaria e para quantos membros
undo-question = Desfazer esta mudança?
undo-done = Desfeito
undo-nothing = Não há nada para desfazer.
undo-kept = Nada foi alterado.
undo-effect-grant = { $credits ->
    [one] { $who } perderá { $credits } crédito extra.
   *[other] { $who } perderá { $credits } créditos extras.
}
undo-effect-reset = { $credits ->
    [one] O uso de hoje de { $who } voltará a subir { $credits } crédito.
   *[other] O uso de hoje de { $who } voltará a subir { $credits } créditos.
}
undo-done-effect-grant = { $credits ->
    [one] { $who } perdeu { $credits } crédito extra.
   *[other] { $who } perdeu { $credits } créditos extras.
}
undo-done-effect-reset = { $credits ->
    [one] O uso de hoje de { $who } voltou a subir { $credits } crédito.
   *[other] O uso de hoje de { $who } voltou a subir { $credits } créditos.
}
undo-used = { $used ->
    [one] { $used } desses créditos já foi gasto e não volta.
   *[other] { $used } desses créditos já foram gastos e não voltam.
}
undo-refused-unknown = Essa mudança não existe neste servidor. Nada foi alterado.
undo-refused-already = { $who } já desfez isso. Nada foi alterado.
undo-refused-undo = Este registro já desfaz outra mudança. Para revertê-lo, faça de novo a mudança original. Nada foi alterado.
undo-refused-nothing = Este registro não mudou nada, então não há o que desfazer.
undo-refused-changed = Isso foi alterado de novo depois. Consulte `/quota-admin { name-quota-admin-audit }` e defina o valor que quiser. Nada foi alterado.
undo-refused-spent = Esses créditos já foram todos gastos, então não há o que desfazer.
undo-refused-day = O dia que foi zerado já passou, então não há o que desfazer.
undo-refused-erased = Os dados deste membro foram apagados, então não há o que desfazer.
button-undo = Desfazer
button-undo-confirm = Sim, desfazer
button-undo-keep = Manter
preview-title = Prévia: nada foi alterado
preview-limit = { $target }: { $before } → { $after } créditos por dia
preview-role = { $members ->
    [one] -# { $members } membro tem este cargo. Limites próprios e limites maiores de outros cargos têm prioridade.
   *[other] -# { $members } membros têm este cargo. Limites próprios e limites maiores de outros cargos têm prioridade.
}
preview-everyone = { $members ->
    [one] -# Este servidor tem cerca de { $members } membro. Limites próprios e de cargos têm prioridade.
   *[other] -# Este servidor tem cerca de { $members } membros. Limites próprios e de cargos têm prioridade.
}
preview-askers = { $members ->
    [0] -# Ninguém pediu imagens aqui desde { $since }.
    [one] -# { $members } membro pediu imagens aqui desde { $since }.
   *[other] -# { $members } membros pediram imagens aqui desde { $since }.
}
