### /operator: for whoever owns the application at Discord.

name-operator = operator
command-operator = For whoever runs this bot
name-operator-status = status
command-operator-status = Spending, fal, the line and failures
name-operator-pause = pause
command-operator-pause = Take no new requests; what was accepted is finished
optname-message = message
option-message = What members are told
name-operator-resume = resume
command-operator-resume = Take requests again
name-operator-restart = restart
command-operator-restart = Tell members whose requests wait that the bot restarts
optname-minutes = minutes
option-minutes = In how many minutes

refused-not-operator = That is for whoever runs this bot. Nothing was changed.
refused-paused = Easel is paused. You weren't charged; try again later.
refused-paused-because = Easel is paused: { $said }. You weren't charged; try again later.
progress-restart = Easel restarts { $at }. Your request is safe and will continue afterwards.

desk-title = How things stand
desk-today = Today: { $spent } credits spent or held. There is no ceiling. The day ends { $renews }.
desk-today-of = Today: { $spent } of { $ceiling } credits spent or held. The day ends { $renews }.
desk-month = This month: { $spent } credits.
desk-pause = Drawing was paused { $since }.
desk-fal-none = fal: takes requests.
desk-fal-balance = fal: refuses the account, its balance is spent or it is locked. Top up at fal.
desk-fal-credentials = fal: refuses the key. Check FAL_KEY.
desk-line = Open: { $waiting } in line, { $fal } at fal, { $posting } being posted.
desk-ended = Last 24 hours: { $delivered } delivered, { $failed } without pictures.
desk-ended-rest = - others: { $count }
desk-paused = { $open ->
    [one] New requests are refused now. { $open } accepted request is being finished.
   *[other] New requests are refused now. { $open } accepted requests are being finished.
}
desk-resumed = Requests are taken again.
desk-resumed-already = Drawing was not paused; nothing was changed.
desk-restart = { $told ->
    [one] { $told } waiting request now says that the bot restarts { $at }. Restart it yourself then; it keeps every request.
   *[other] { $told } waiting requests now say that the bot restarts { $at }. Restart it yourself then; it keeps every request.
}
