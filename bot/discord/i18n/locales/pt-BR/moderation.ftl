### Moderation: timed blocks, slowing down, reports.

optname-hours = horas
option-hours = Por quantas horas; deixe em branco para bloquear sem limite
refused-blocked-until = Por enquanto você não pode usar o Easel neste servidor. O bloqueio termina { $until }. Se parecer um engano, fale com a administração.
quota-blocked-until = Bloqueio da administração: sem imagens neste servidor. O bloqueio termina { $until }.
admin-blocked-until = { $who } não pode usar o Easel neste servidor até { $until }.
refused-slowed = A política de conteúdo do modelo recusou { $count } dos seus prompts há pouco, então você poderá pedir de novo { $until }. Nada foi cobrado. Enquanto isso, reescreva o prompt, por favor.
notice-slowed = A política de conteúdo do modelo recusou { $count } prompts de { $who } em poucas horas. Essa pessoa poderá pedir de novo { $until }. `/quota-admin { name-quota-admin-block }` impede de vez.
rules-age-restricted = Essa imagem foi desenhada em um canal com restrição de idade, então só pode ser usada de novo em um canal assim. Nada foi cobrado.

## Reports

menu-report = Denunciar imagem
report-thanks = Agradecemos o aviso. Quem cuida deste servidor já sabe.
refused-report-no-log = Ninguém foi escolhido para ler denúncias aqui. Peça à administração que escolha um canal de registro em `/{ name-settings }`. Nada foi enviado.
refused-report-again = Você já denunciou esta imagem. Quem cuida deste servidor já sabe.
refused-report-closed = Sua denúncia foi anotada, mas não dá para escrever no canal de registro. Avise a administração; denunciar de novo tenta mais uma vez.
report-title = Uma imagem foi denunciada
report-picture = A imagem
report-drawn = { $link }, desenhada para { $who } { $at }:
report-by = { $others ->
    [0] Denunciada por { $who } { $at }.
    [one] Denunciada por { $who } { $at } e por mais { $others } membro.
   *[other] Denunciada por { $who } { $at } e por mais { $others } membros.
}
report-removed = Removida { $at }.
report-blocked = { $who } não pode mais desenhar aqui.
report-blocked-until = { $who } não pode desenhar aqui até { $until }.
report-dismissed = { $who } não viu nada de errado nela.
button-report-remove = Remover imagem
button-report-block-day = Bloquear por um dia
button-report-block = Bloquear
button-report-dismiss = Nada de errado
audit-did-remove = { $who } removeu uma imagem de { $target }
