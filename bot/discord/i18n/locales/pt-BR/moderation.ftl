### Moderation: timed blocks, cooldowns and reports.

optname-hours = horas
option-hours = Número de horas; deixe em branco para bloquear sem limite
refused-blocked-until = Por enquanto você não pode usar o Easel neste servidor. O bloqueio termina { $until }. Se parecer um engano, fale com a administração.
quota-blocked-until = Bloqueio da administração: sem imagens neste servidor. O bloqueio termina { $until }.
admin-blocked-until = { $who } não pode usar o Easel neste servidor até { $until }.
refused-slowed = A política de conteúdo bloqueou { $count } dos seus prompts há pouco, então é preciso esperar. Você poderá tentar de novo { $until }. Nada foi cobrado.
notice-slowed = A política de conteúdo bloqueou { $count } prompts de { $who } em poucas horas. Essa pessoa poderá tentar de novo { $until }. Para bloquear de vez, use `/quota-admin { name-quota-admin-block }`.
rules-age-restricted = Esta imagem vem de um canal com restrição de idade, então só pode ser reutilizada em um canal assim. Nada foi cobrado.

## Reports

menu-report = Denunciar imagem
report-thanks = Agradecemos a denúncia. A administração do servidor foi avisada.
refused-report-no-log = As denúncias não estão configuradas neste servidor. Peça à administração que escolha um canal de moderação em `/{ name-settings }`. Nada foi enviado.
refused-report-again = Você já denunciou esta imagem. A administração do servidor foi avisada.
refused-report-closed = Sua denúncia foi salva, mas o Easel não pode escrever no canal de moderação. Avise a administração e denuncie a imagem de novo.
report-title = Imagem denunciada
report-picture = A imagem
report-drawn = { $link }, pedida por { $who } { $at }:
report-by = { $others ->
    [0] Denunciada por { $who } { $at }.
    [one] Denunciada por { $who } { $at } e por mais { $others } membro.
   *[other] Denunciada por { $who } { $at } e por mais { $others } membros.
}
report-removed = Removida { $at }.
report-blocked = { $who } não pode mais usar o Easel aqui.
report-blocked-until = { $who } não pode usar o Easel aqui até { $until }.
report-dismissed = { $who } descartou esta denúncia.
button-report-remove = Remover imagem
button-report-block-day = Bloquear por um dia
button-report-block = Bloquear
button-report-dismiss = Descartar
audit-did-remove = { $who } removeu uma imagem de { $target }
