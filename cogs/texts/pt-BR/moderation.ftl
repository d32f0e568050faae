### Moderation: timed blocks, slowing down, reports.

optname-hours = horas
option-hours = Por quantas horas; deixe em branco para bloquear sem limite
refused-blocked-until = A administração deste servidor desativou o desenho para você até { $until }.
quota-blocked-until = A administração bloqueou o desenho para este membro até { $until }.
admin-blocked-until = { $who } não pode mais desenhar neste servidor até { $until }.
refused-slowed = A política de conteúdo do modelo recusou { $count } dos seus prompts há pouco, então você pode pedir de novo { $until }. Nada foi cobrado. Aí escreva de outro jeito, sem o que ela recusa.
