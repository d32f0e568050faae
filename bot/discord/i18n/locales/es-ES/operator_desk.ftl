### /operator: for whoever owns the application at Discord.

name-operator = operator
command-operator = Para quien gestiona este bot
name-operator-status = estado
command-operator-status = Gasto, fal, la cola y los fallos
name-operator-pause = pausa
command-operator-pause = No acepta peticiones nuevas; las aceptadas se terminan
optname-message = mensaje
option-message = Lo que leerán los miembros
name-operator-resume = reanudar
command-operator-resume = Vuelve a aceptar peticiones
name-operator-restart = reinicio
command-operator-restart = Avisa a quienes tienen peticiones en espera de que el bot se reinicia
optname-minutes = minutos
option-minutes = Dentro de cuántos minutos

refused-not-operator = Eso es para quien gestiona este bot. No se ha cambiado nada.
refused-paused = Easel está en pausa. No se te ha cobrado nada; inténtalo más tarde.
refused-paused-because = Easel está en pausa: { $said }. No se te ha cobrado nada; inténtalo más tarde.
progress-restart = Easel se reinicia { $at }. Tu petición está a salvo y continuará después.

desk-title = Cómo van las cosas
desk-today = Hoy: { $spent } créditos gastados o reservados. No hay tope. El día termina { $renews }.
desk-today-of = Hoy: { $spent } de { $ceiling } créditos gastados o reservados. El día termina { $renews }.
desk-month = Este mes: { $spent } créditos.
desk-pause = El dibujo se pausó { $since }.
desk-fal-none = fal: acepta peticiones.
desk-fal-balance = fal: rechaza la cuenta; su saldo está agotado o está bloqueada. Recárgala en fal.
desk-fal-credentials = fal: rechaza la clave. Revisa FAL_KEY.
desk-line = En curso: { $waiting } en cola, { $fal } en fal, { $posting } publicándose.
desk-ended = Últimas 24 horas: { $delivered } entregadas, { $failed } sin imágenes.
desk-ended-rest = - otras: { $count }
desk-paused = { $open ->
    [one] Las peticiones nuevas se rechazan ahora. { $open } petición aceptada se está terminando.
   *[other] Las peticiones nuevas se rechazan ahora. { $open } peticiones aceptadas se están terminando.
}
desk-resumed = Se vuelven a aceptar peticiones.
desk-resumed-already = El dibujo no estaba en pausa; no se ha cambiado nada.
desk-restart = { $told ->
    [one] { $told } petición en espera avisa ahora de que el bot se reinicia { $at }. Reinícialo tú entonces; conserva cada petición.
   *[other] { $told } peticiones en espera avisan ahora de que el bot se reinicia { $at }. Reinícialo tú entonces; conserva cada petición.
}
