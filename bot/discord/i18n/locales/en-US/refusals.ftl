### Refusals: nothing was accepted, nothing was charged.

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
refused-line-full = The line is full: { $waiting ->
    [one] { $waiting } request is
   *[other] { $waiting } requests are
} waiting. Try again in a minute.
refused-line-full-own = You have { $waiting ->
    [one] { $waiting } request
   *[other] { $waiting } requests
} waiting already. Let one finish first.
refused-not-yours = Only the person who asked for that picture can draw it again here. Use `/{ name-imagine }` for one of your own.
refused-already-running = Your repeat of that picture is still being drawn.
refused-closing = Easel is restarting and takes no new requests for a moment. Try again in a minute.
refused-server = This server is not on the operator's list, so drawing is switched off here.
refused-fal-balance = Drawing is paused: the bot's account at fal has no balance left. The operator has been told.
refused-fal-credentials = Drawing is paused: fal does not accept this bot's key. The operator has been told.
refused-outside = That works only on a server, because quotas belong to servers.
refused-not-admin = That needs the Manage Server permission. Nothing was changed.
refused-amount = { $amount } is not possible: choose a number from 1 to { $limit }. Nothing was changed.
refused-grant-total = The member has { $has ->
    [one] { $has } granted credit
   *[other] { $has } granted credits
} already, and { $limit } is the most. Nothing was changed.
refused-bot-target = Bots do not draw, so they have no quota. Nothing was changed.
refused-target = That is not a member or role of this server. Nothing was changed.
refused-outdated = This command has changed. Restart Discord, or try again in a minute.
refused-gone = That picture is too old: Easel no longer has its request.
error-unexpected = Something went wrong on our side; nothing was charged. If it happens again, tell the operator this id: { $id }.
