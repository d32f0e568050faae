### Refusals before a request is accepted; nothing is charged.

refused-prompt-blank = Your prompt is empty. Write a few words about what to draw.
refused-prompt-long = Your prompt has { $length } characters, but the limit is { $limit }. Shorten it and try again.
refused-option = That isn't one of the choices for { $option }. Pick one from the list.
refused-size = { $model } doesn't have that size. Closest sizes: { $sizes }.
refused-quality = { $model } doesn't have that quality. Available qualities: { $qualities }.
refused-count = { $model } can't make that many pictures at once. Available counts: { $counts }.
refused-blocked = You can't use Easel on this server. Contact an admin if that seems wrong.
refused-cap-server = This server has used up its credits for today. They reset { $renews }.
refused-cap-server-operator = This server has used up its daily credits. They reset { $renews }. The limit is set by the bot's operator.
refused-cap-bot = Easel has used up its credits for today. They reset { $renews }.
refused-line-full = The queue is full: { $waiting ->
    [one] { $waiting } request is
   *[other] { $waiting } requests are
} waiting. Try again in a minute.
refused-line-full-own = You already have { $waiting ->
    [one] { $waiting } request
   *[other] { $waiting } requests
} waiting. Let one finish first.
refused-line-full-server = This server already has { $waiting ->
    [one] { $waiting } request
   *[other] { $waiting } requests
} waiting, its full share of the queue. Try again in a minute.
refused-line-reserved = The queue is nearly full, and the last places are for members with nothing waiting. You have { $waiting ->
    [one] { $waiting } request
   *[other] { $waiting } requests
} waiting: let one finish first.
refused-not-yours = Only the person who requested this picture can rerun the request. To make your own version, press **{ button-more }** under it, then **{ button-start }**.
refused-already-running = You're already rerunning this request. Wait for it to finish.
refused-repeat-closed = Easel can't post in that channel, so nothing was drawn. Ask an admin to give it View Channel, Send Messages and Attach Files there. You weren't charged.
refused-closing = Easel is restarting. Try again in a minute.
refused-server = Easel isn't enabled on this server. The bot's operator decides which servers can use it.
refused-fal-balance = Easel is paused: the image service is refusing its account. The operator has been notified.
refused-fal-credentials = Easel is paused: the image service rejected its key. The operator has been notified.
refused-fal-outage = Easel is paused: the image service is failing all requests. The operator has been notified.
refused-outside = This only works on a server, not in DMs.
refused-not-admin = You need the Manage Server permission for that. Nothing was changed.
refused-amount = { $amount } isn't allowed. Choose a number from 1 to { $limit }. Nothing was changed.
refused-grant-total = This member already has { $has ->
    [one] { $has } bonus credit
   *[other] { $has } bonus credits
}; the limit is { $limit }. Nothing was changed.
refused-bot-target = Bots don't have credits. Nothing was changed.
refused-target = That isn't a member or role on this server. Nothing was changed.
refused-outdated = This command has changed. Restart Discord, or try again in a minute.
refused-gone = This picture is too old: Easel no longer has the request for it.
refused-database = Easel's database isn't responding right now. You weren't charged; please try again in a minute.
refused-database-unknown = The connection to the database broke while your request was being saved. If it was saved, its result will still come, so please wait a few minutes before you try again.
error-unexpected = Something went wrong on our side. You weren't charged. If it happens again, give the operator this ID: { $id }.
