### /operator: commands for the owner of the Discord application.

name-operator = operator
command-operator = Manage this bot (operator only)
name-operator-status = status
command-operator-status = Spending, fal, queue and failures
name-operator-pause = pause
command-operator-pause = Stop accepting new requests; accepted ones are finished
optname-message = message
option-message = Message shown to members
name-operator-resume = resume
command-operator-resume = Accept requests again
name-operator-restart = restart
command-operator-restart = Tell waiting members that the bot will restart
optname-minutes = minutes
option-minutes = Minutes until the restart

refused-not-operator = Only the bot's operator can do that. Nothing was changed.
refused-paused = Easel is paused. You weren't charged; try again later.
refused-paused-because = Easel is paused: { $said }. You weren't charged; try again later.
progress-restart = Easel restarts { $at }. Your request is safe and will continue afterwards.

desk-title = Status
desk-today = Today: { $spent } credits spent or reserved, no spending cap. The day ends { $renews }.
desk-today-of = Today: { $spent } of { $ceiling } credits spent or reserved. The day ends { $renews }.
desk-month = This month: { $spent } credits
desk-pause = Paused { $since }
desk-fal-none = fal: accepting requests
desk-fal-balance = fal: account refused (no balance, or locked). Top it up at fal.
desk-fal-credentials = fal: key rejected. Check FAL_KEY.
desk-line = Open: { $waiting } in the queue, { $fal } at fal, { $posting } being posted
desk-ended = Last 24 hours: { $delivered } delivered, { $failed } without pictures
desk-ended-rest = - others: { $count }
desk-paused = { $open ->
    [0] Paused: new requests are refused. No accepted requests are open.
    [one] Paused: new requests are refused. { $open } accepted request is being finished.
   *[other] Paused: new requests are refused. { $open } accepted requests are being finished.
}
desk-resumed = Requests are accepted again.
desk-resumed-already = Easel wasn't paused. Nothing was changed.
desk-restart = { $told ->
    [one] { $told } waiting request now shows that the bot restarts { $at }. Restart it yourself at that time; no request is lost.
   *[other] { $told } waiting requests now show that the bot restarts { $at }. Restart it yourself at that time; no request is lost.
}
