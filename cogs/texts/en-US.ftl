### Easel in English. Amounts are credits; times are Discord timestamps (<t:...>).

## Commands

command-imagine = Draw pictures from a description
option-prompt = What to draw; pick a starting point or write your own
option-size = Width and height in pixels
option-quality = Finer takes longer and costs more
option-count = How many pictures
command-quota = Your allowance, what you have used, and when it renews
command-quota-admin = Manage what members may draw on this server
command-quota-admin-show = See a member's quota
command-quota-admin-set = Set the daily limit of a member or a role
command-quota-admin-unset = Remove the daily limit of a member or a role
command-quota-admin-default = Set this server's daily limit for everyone without their own
command-quota-admin-grant = Give a member extra credits that do not expire with the day
command-quota-admin-reset = Forget what a member has used today
command-quota-admin-block = Stop a member from drawing on this server
command-quota-admin-unblock = Let a blocked member draw again
option-member = Which member
option-target = A member or a role
option-limit = Credits a day
option-default-limit = Credits a day; leave out to return to the bot's own default
option-credits = How many credits

## Progress

progress-waiting = { $ahead ->
    [0] Your request is next in line.
    [one] In line: { $ahead } request is ahead of yours.
   *[other] In line: { $ahead } requests are ahead of yours.
}
progress-submitting = Handing your request to fal…
progress-queued = { $ahead ->
    [0] At fal: yours is next.
    [one] At fal: { $ahead } request is ahead of yours.
   *[other] At fal: { $ahead } requests are ahead of yours.
}
progress-drawing = Drawing… { $elapsed } s so far.
progress-drawing-usual = Drawing… { $elapsed } s so far; this usually takes about { $usual } s.
progress-drawing-long = Drawing… { $elapsed } s so far; this is taking longer than the usual { $usual } s.
progress-fetching = Done at fal; fetching your { $count ->
    [one] picture
   *[other] pictures
}…
progress-held = Something went wrong on our side. Your request is kept, with its credits, and goes on when the operator has mended it (id { $id }).

## Results

result-title = { $who } asked for: { $prompt }
result-repeat = { $who } asked again for { $link }: { $prompt }
result-parent-link = [this picture]({ $url })
result-parent-plain = an earlier picture
result-facts = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } credit
   *[other] { $charged } credits
}, { $left } left
result-missing = { $missing ->
    [one] One picture could not be had; its credits are back with you.
   *[other] { $missing } pictures could not be had; their credits are back with you.
}
result-fitted = Re-encoded to fit Discord's upload limit: { $which }.
result-fitted-one = picture { $number } ({ $before } MiB to { $after } MiB)
result-other-size = fal drew { $width } × { $height } instead of the size that was asked for.
result-late = This took longer than Discord keeps a reply open, so it comes as a message of its own.
alt-text = Picture { $number } of { $count }, { $width } × { $height }, drawn from the prompt: { $prompt }
button-again = Again
quality-low = low quality
quality-medium = medium quality
quality-high = high quality

## Why there are no pictures. Each is followed by the refund line.

failed-refund = Nothing was charged: { $cost ->
    [one] { $cost } credit is
   *[other] { $cost } credits are
} back with you ({ $left } left).
failed-fal-policy = The model's content policy refused this prompt. Asking again will not help; please reword it.
failed-fal-policy-quote = The model's content policy refused this prompt ({ $quote }). Asking again will not help; please reword it.
failed-fal-invalid = The model did not accept this request. Try a shorter or simpler prompt, or other options.
failed-fal-no-media = The model finished without a picture. Try again, or reword the prompt.
failed-fal-credentials = Drawing is out of order: fal does not accept this bot's key. The operator has been told.
failed-fal-balance = Drawing is out of order: the bot's account at fal has no balance left. The operator has been told.
failed-fal-not-found = Drawing is out of order: fal does not know the request or the model any more. The operator has been told.
failed-fal-timeout = fal did not finish in its own time. Try again in a few minutes.
failed-fal-cancelled-at-fal = The request was cancelled at fal. You can try again.
failed-fal-unavailable = fal had a fault of its own while drawing. Try again in a few minutes.
failed-fal-busy = fal takes no requests at the moment. Try again in a few minutes.
failed-submit-unknown = The connection to fal broke while your request was handed over, and to be safe it was not sent twice. Please ask again.
failed-deadline = fal did not finish within { $seconds } s, so the request was given up. Try again later.
failed-result-unreadable = fal says the pictures are done but would not hand them out. Try again in a few minutes.
failed-pictures-lost = The pictures were drawn but could not be fetched. Please try again.
failed-pictures-too-large = The pictures could not be made small enough for Discord. Try a smaller size.
failed-undeliverable = The pictures were drawn, but Discord would not take them anywhere you could see them.
failed-delivery-unknown = The pictures were drawn, but the bot was cut off while posting them and may not look whether they arrived. If you see them, they are yours for nothing.
failed-internal = Something went wrong on our side. The operator can find it under the id { $id }.

## Refusals: nothing was accepted, nothing was charged.

refused-prompt-blank = There is nothing to draw yet: write a few words in the prompt.
refused-prompt-long = That prompt has { $length } characters; { $limit } is the most. Shorten it and try again.
refused-option = That is not one of the choices for { $option }. Pick one from the list.
refused-blocked = An administrator of this server has switched drawing off for you. Please ask them.
refused-quota = This costs { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
} and you have { $left } left. Your allowance renews { $renews }. A smaller size, lower quality or fewer pictures cost less.
refused-ceiling-server = This server has spent its credits for today. They renew { $renews }.
refused-ceiling-bot = The bot has spent its credits for today. They renew { $renews }.
refused-line-full = The line is full: { $waiting } requests are waiting. Try again in a minute.
refused-line-full-own = You have { $waiting ->
    [one] { $waiting } request
   *[other] { $waiting } requests
} waiting already. Let one finish first.
refused-not-yours = Only the person who asked for that picture can draw it again here. Use `/imagine` for one of your own.
refused-already-running = Your repeat of that picture is still being drawn.
refused-closing = Easel is restarting and takes no new requests for a moment. Try again in a minute.
refused-server = This server is not on the operator's list, so drawing is switched off here.
refused-fal-balance = Drawing is paused: the bot's account at fal has no balance left. The operator has been told.
refused-fal-credentials = Drawing is paused: fal does not accept this bot's key. The operator has been told.
refused-outside = That works only in a server, because quotas belong to servers.
refused-not-admin = That needs the Manage Server permission. Nothing was changed.
refused-amount = { $amount } is not possible: choose a number from 1 to { $limit }. Nothing was changed.
refused-grant-total = The member has { $has } granted credits already, and { $limit } is the most. Nothing was changed.
refused-bot-target = Bots do not draw, so they have no quota. Nothing was changed.
refused-target = That is not a member or role of this server. Nothing was changed.
refused-outdated = This command has changed. Restart Discord, or try again in a minute.
refused-gone = That picture is too old: Easel no longer has its request.
error-unexpected = Something went wrong on our side; nothing was charged. If it happens again, tell the operator this id: { $id }.

## To the operator

operator-fal-balance = fal refuses this bot's account: its balance is spent or it is locked. Drawing is paused and everything refunded; one request in a while tries again. Top up at fal.
operator-fal-credentials = fal refuses this bot's key. Drawing is paused and everything refunded; one request in a while tries again. Check FAL_KEY.
operator-fal-again = fal accepts requests again. Drawing goes on.
operator-ceiling = { $spent } of today's { $ceiling } credits are spent or held (QUOTA_BOT_DAILY_CREDITS). At the ceiling, new requests are refused until the day ends.

## /quota

quota-title = Your quota on this server
quota-title-member = Quota of { $who }
quota-allowance-member = Allowance: { $credits } credits a day, set for you by an administrator.
quota-allowance-role = Allowance: { $credits } credits a day, from the role { $role }.
quota-allowance-default = Allowance: { $credits } credits a day, this server's default.
quota-allowance-operator = Allowance: { $credits } credits a day, the bot's default.
quota-used = Used today: { $used }.
quota-granted = Granted on top, kept until used: { $granted }.
quota-left = Left now: { $left ->
    [one] { $left } credit
   *[other] { $left } credits
}.
quota-renews = The allowance renews { $renews }.
quota-blocked = Drawing is blocked for this member by an administrator.
quota-price = One { $size } picture at { $quality } costs { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
}; the range is { $least } to { $most } by size and quality.

## /quota-admin

admin-set = { $target } may now use { $credits } credits a day (before: { $before }).
admin-unset = The daily limit of { $target } is removed (it was { $before }). The next rule that fits applies.
admin-unset-nothing = { $target } had no limit of their own; nothing was changed.
admin-default-set = Everyone without their own limit may now use { $credits } credits a day here (before: { $before }).
admin-default-unset = This server's default is removed (it was { $before }); the bot's own default applies: { $operator } credits a day.
admin-before-none = none
admin-grant = { $who } has { $credits } more credits; { $total } granted credits are kept until used.
admin-reset = { $credits ->
    [0] { $who } had nothing to reset today.
    [one] { $credits } credit of today is back with { $who }.
   *[other] { $credits } credits of today are back with { $who }.
}
admin-blocked = { $who } can no longer draw on this server.
admin-blocked-already = { $who } is blocked already; nothing was changed.
admin-unblocked = { $who } can draw again.
admin-unblocked-already = { $who } is not blocked; nothing was changed.
