### Why there are no pictures. Each is followed by the refund line.

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
failed-result-unreadable = fal says the pictures are done but did not hand them over. Try again in a few minutes.
failed-pictures-lost = The pictures were drawn but could not be fetched. Please try again.
failed-pictures-too-large = The pictures could not be made small enough for Discord. Try a smaller size.
failed-undeliverable = The pictures were drawn, but Discord would not take them anywhere you could see them. Try again in another channel.
failed-delivery-unknown = The pictures were drawn, but the bot was cut off while posting them and may not check whether they arrived. If you see them, they are yours for free.
failed-internal = Something went wrong on our side. The operator can find it under the id { $id }.
