### Moderation: timed blocks, slowing down, reports.

optname-hours = horas
option-hours = Durante cuántas horas; déjalo vacío para bloquear sin límite
refused-blocked-until = Por ahora no puedes usar Easel en este servidor. El bloqueo termina { $until }. Si crees que es un error, habla con la administración.
quota-blocked-until = Bloqueo de la administración: sin imágenes en este servidor. El bloqueo termina { $until }.
admin-blocked-until = { $who } no puede usar Easel en este servidor hasta { $until }.
refused-slowed = La política de contenido del modelo ha rechazado { $count } de tus prompts hace poco, así que podrás volver a pedir { $until }. No se ha cobrado nada. Mientras tanto, cambia el prompt, por favor.
notice-slowed = La política de contenido del modelo ha rechazado { $count } prompts de { $who } en pocas horas. Podrá volver a pedir { $until }. `/quota-admin { name-quota-admin-block }` lo impide del todo.
rules-age-restricted = Esa imagen se dibujó en un canal con restricción de edad, así que solo se puede volver a usar en uno así. No se ha cobrado nada.

## Reports

menu-report = Denunciar imagen
report-thanks = Gracias. Quienes cuidan de este servidor ya lo saben.
refused-report-no-log = Aquí nadie está designado para leer denuncias. Pide a la administración que elija un canal de registro en `/{ name-settings }`. No se ha enviado nada.
refused-report-again = Ya has denunciado esta imagen. Quienes cuidan de este servidor lo saben.
refused-report-closed = Tu denuncia está anotada, pero no se puede escribir en el canal de registro. Avisa a la administración; si la denuncias otra vez, se vuelve a intentar.
report-title = Se ha denunciado una imagen
report-picture = La imagen
report-drawn = { $link }, dibujada para { $who } { $at }:
report-by = { $others ->
    [0] Denunciada por { $who } { $at }.
    [one] Denunciada por { $who } { $at } y por { $others } miembro más.
   *[other] Denunciada por { $who } { $at } y por { $others } miembros más.
}
report-removed = Retirada { $at }.
report-blocked = { $who } ya no puede dibujar aquí.
report-blocked-until = { $who } no puede dibujar aquí hasta { $until }.
report-dismissed = { $who } no ha visto nada malo en ella.
button-report-remove = Retirar imagen
button-report-block-day = Bloquear un día
button-report-block = Bloquear
button-report-dismiss = Nada malo
audit-did-remove = { $who } retiró una imagen de { $target }
