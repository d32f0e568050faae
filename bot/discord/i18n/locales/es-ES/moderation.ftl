### Moderation: timed blocks, cooldowns and reports.

optname-hours = horas
option-hours = Número de horas; déjalo vacío para bloquear sin límite
refused-blocked-until = Por ahora no puedes usar Easel en este servidor. El bloqueo termina { $until }. Si crees que es un error, habla con la administración.
quota-blocked-until = Bloqueo de la administración: sin imágenes en este servidor. El bloqueo termina { $until }.
admin-blocked-until = { $who } no puede usar Easel en este servidor hasta { $until }.
refused-slowed = La política de contenido ha bloqueado { $count } de tus prompts hace poco, así que tienes que esperar. Podrás intentarlo de nuevo { $until }. No se te ha cobrado nada.
notice-slowed = La política de contenido ha bloqueado { $count } prompts de { $who } en pocas horas. Podrá intentarlo de nuevo { $until }. Para bloquear del todo, usa `/quota-admin { name-quota-admin-block }`.
rules-age-restricted = Esta imagen viene de un canal con restricción de edad, así que solo se puede reutilizar en uno así. No se te ha cobrado nada.

## Reports

menu-report = Denunciar imagen
report-thanks = Gracias. Se ha avisado a la administración del servidor.
refused-report-no-log = En este servidor las denuncias no están configuradas. Pide a la administración que elija un canal de moderación en `/{ name-settings }`. No se ha enviado nada.
refused-report-again = Ya has denunciado esta imagen. Se ha avisado a la administración del servidor.
refused-report-closed = Tu denuncia se ha guardado, pero Easel no puede escribir en el canal de moderación. Avisa a la administración y denuncia la imagen otra vez.
report-title = Imagen denunciada
report-picture = La imagen
report-drawn = { $link }, pedida por { $who } { $at }:
report-by = { $others ->
    [0] Denunciada por { $who } { $at }.
    [one] Denunciada por { $who } { $at } y por { $others } miembro más.
   *[other] Denunciada por { $who } { $at } y por { $others } miembros más.
}
report-removed = Retirada { $at }.
report-blocked = { $who } ya no puede usar Easel aquí.
report-blocked-until = { $who } no puede usar Easel aquí hasta { $until }.
report-dismissed = { $who } ha descartado esta denuncia.
button-report-remove = Retirar imagen
button-report-block-day = Bloquear un día
button-report-block = Bloquear
button-report-dismiss = Descartar
audit-did-remove = { $who } retiró una imagen de { $target }
