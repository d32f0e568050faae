### /operator: commands for the owner of the Discord application.

name-operator = operator
command-operator = Gestionar este bot (solo para el operador)
name-operator-status = estado
command-operator-status = Gasto, fal, cola y fallos
name-operator-pause = pausa
command-operator-pause = Dejar de aceptar peticiones nuevas; las aceptadas se terminan
optname-message = mensaje
option-message = Mensaje para los miembros
name-operator-resume = reanudar
command-operator-resume = Volver a aceptar peticiones
name-operator-restart = reinicio
command-operator-restart = Avisar a quienes esperan de que el bot se va a reiniciar
optname-minutes = minutos
option-minutes = Minutos hasta el reinicio

refused-not-operator = Solo el operador del bot puede hacer eso. No se ha cambiado nada.
refused-paused = Easel está en pausa. No se te ha cobrado nada; inténtalo más tarde.
refused-paused-because = Easel está en pausa: { $said }. No se te ha cobrado nada; inténtalo más tarde.
progress-restart = Easel se reinicia { $at }. Tu petición está a salvo y continuará después.

status-title = Estado
status-today = Hoy: { $spent } créditos gastados o reservados, sin tope. El día termina { $renews }.
status-today-of = Hoy: { $spent } de { $cap } créditos gastados o reservados. El día termina { $renews }.
status-month = Este mes: { $spent } créditos
status-cost = { $period ->
    [today] Coste de hoy
   *[days] Coste de los últimos 30 días
}: { NUMBER($estimated, minimumFractionDigits: 2, maximumFractionDigits: 2) } $ estimados, { $known ->
    [none] factura desconocida
    [all] { NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) } $ facturados por fal ({ $drift } %)
   *[some] { NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) } $ facturados por fal por { $count } de { $requests } peticiones ({ $drift } %)
}
status-balance = Saldo en fal: { NUMBER($balance, minimumFractionDigits: 2, maximumFractionDigits: 2) } $
status-pause = En pausa desde { $since }
status-fal-none = fal: acepta peticiones
status-fal-balance = fal: cuenta rechazada. El aviso contiene el mensaje de fal; revisa la cuenta en fal.
status-fal-credentials = fal: clave rechazada. Revisa FAL_KEY.
status-fal-outage = fal: todas las peticiones fallan de la misma manera ({ $what })
status-wire = Formato de solicitud: { $form }, esquema publicado { $schema ->
    [off] no leído
    [unknown] desconocido
    [cached] en caché
   *[known] leído
}
status-wire-differences = Diferencias con el esquema publicado: { $count }
status-sizes = Imágenes con un tamaño incorrecto, últimos 7 días:
status-queue = En curso: { $waiting } en cola, { $fal } en fal, { $posting } publicándose
status-ended = Últimas 24 horas: { $delivered } entregadas, { $failed } sin imágenes
status-ended-rest = - otras: { $count }
operator-paused = { $open ->
    [0] En pausa: se rechazan las peticiones nuevas. No queda ninguna aceptada en curso.
    [one] En pausa: se rechazan las peticiones nuevas. { $open } petición aceptada se está terminando.
   *[other] En pausa: se rechazan las peticiones nuevas. { $open } peticiones aceptadas se están terminando.
}
operator-resumed = Se vuelven a aceptar peticiones.
operator-resumed-already = Easel no estaba en pausa. No se ha cambiado nada.
operator-restart = { $notified ->
    [one] { $notified } petición en espera avisa ahora de que el bot se reinicia { $at }. Reinícialo tú en ese momento; no se pierde ninguna petición.
   *[other] { $notified } peticiones en espera avisan ahora de que el bot se reinicia { $at }. Reinícialo tú en ese momento; no se pierde ninguna petición.
}
