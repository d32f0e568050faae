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
command-operator-restart = Notify waiting members that the bot will restart
optname-minutes = minutes
option-minutes = Minutes until the restart

refused-not-operator = Only the bot's operator can do that. Nothing was changed.
refused-paused = Easel is paused. You weren't charged; try again later.
refused-paused-because = Easel is paused: { $said }. You weren't charged; try again later.
progress-restart = Easel restarts { $at }. Your request is safe and will continue afterwards.

status-title = Status
status-today = Today: { $spent } credits spent or reserved, no spending cap. The day ends { $renews }.
status-today-of = Today: { $spent } of { $cap } credits spent or reserved. The day ends { $renews }.
status-month = This month: { $spent } credits
status-cost = { $period ->
    [today] Cost today
   *[days] Cost, last 30 days
}: ${ NUMBER($estimated, minimumFractionDigits: 2, maximumFractionDigits: 2) } estimated, { $known ->
    [none] bill unknown
    [all] ${ NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) } billed by fal ({ $drift }%)
   *[some] ${ NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) } billed by fal for { $count } of { $requests } requests ({ $drift }%)
}
status-balance = Balance at fal: ${ NUMBER($balance, minimumFractionDigits: 2, maximumFractionDigits: 2) }
status-pause = Paused { $since }
status-fal-none = fal: accepting requests
status-fal-balance = fal: account refused. See the alert for fal's message, and check the account at fal.
status-fal-credentials = fal: key rejected. Check FAL_KEY.
status-fal-outage = fal: failing all requests in the same way ({ $what })
status-wire = Wire form: { $form }, published schema { $schema ->
    [off] not read
    [unknown] unknown
    [cached] cached
   *[known] read
}
status-wire-differences = Differences from the published schema: { $count }
status-sizes = Images of the wrong size, last 7 days:
status-queue = Open: { $waiting } in the queue, { $fal } at fal, { $posting } being posted
status-ended = Last 24 hours: { $delivered } delivered, { $failed } without pictures
status-ended-rest = - others: { $count }
operator-paused = { $open ->
    [0] Paused: new requests are refused. No accepted requests are open.
    [one] Paused: new requests are refused. { $open } accepted request is being finished.
   *[other] Paused: new requests are refused. { $open } accepted requests are being finished.
}
operator-resumed = Requests are accepted again.
operator-resumed-already = Easel wasn't paused. Nothing was changed.
operator-restart = { $notified ->
    [one] { $notified } waiting request now shows that the bot restarts { $at }. Restart it yourself at that time; no request is lost.
   *[other] { $notified } waiting requests now show that the bot restarts { $at }. Restart it yourself at that time; no request is lost.
}
