### Moderation: timed blocks, slowing down, reports.

optname-hours = horas
option-hours = Durante cuántas horas; déjalo vacío para bloquear sin límite
refused-blocked-until = La administración de este servidor ha desactivado el dibujo para ti hasta { $until }.
quota-blocked-until = La administración ha bloqueado el dibujo para este miembro hasta { $until }.
admin-blocked-until = { $who } ya no puede dibujar en este servidor hasta { $until }.
refused-slowed = La política de contenido del modelo ha rechazado { $count } de tus prompts hace poco, así que puedes volver a pedir { $until }. No se ha cobrado nada. Entonces redacta de otra manera, sin lo que rechaza.
