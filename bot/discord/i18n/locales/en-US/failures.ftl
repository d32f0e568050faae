### Reasons for a failed request. failed-refund follows each of them.

failed-refund = You weren't charged.
# Only the requester sees this one.
failed-refund-private = You weren't charged. ({ $left ->
    [one] { $left } credit
   *[other] { $left } credits
} left)
failed-fal-policy = The content policy blocked this prompt. Try rewording it.
failed-fal-policy-quote = The content policy blocked this prompt ({ $quote }). Try rewording it.
failed-fal-invalid = The model didn't accept this request. Try a shorter or simpler prompt, or different options.
failed-fal-no-media = No picture came back. Try again or change the prompt.
failed-fal-credentials = Easel is unavailable right now: the image service rejected its key. The operator has been notified.
failed-fal-outage = Easel is unavailable right now: the image service is failing all requests, regardless of the prompt. The operator has been notified.
failed-fal-balance = Easel is unavailable right now: the image service is refusing its account. The operator has been notified.
failed-fal-not-found = Easel is unavailable right now: the image service no longer recognizes this request or its model. The operator has been notified.
failed-fal-timeout = The image service timed out. Try again in a few minutes.
failed-fal-cancelled-at-fal = The image service canceled this request. You can try again.
failed-fal-unavailable = The image service had an error. Try again in a few minutes.
failed-fal-busy = The image service isn't accepting requests right now. Try again in a few minutes.
failed-submit-unknown = The image service didn't confirm your request. To avoid sending it twice, Easel stopped here. Please try again.
failed-deadline = This took longer than { $seconds } seconds, so Easel stopped waiting. Try again later.
failed-result-unreadable = The image service finished, but its result couldn't be read. Try again in a few minutes.
failed-pictures-lost = The pictures are done, but couldn't be downloaded. Please try again.
failed-pictures-too-large = The pictures are too large for Discord, even compressed. Try a smaller size.
failed-undeliverable = Easel couldn't post the pictures anywhere you can see them. Try another channel.
failed-delivery-unknown = Easel lost its connection while posting the pictures and can't check whether they arrived. If you see them, they're free.
failed-internal = Something went wrong on our side. The operator can look it up with this ID: { $id }.
button-retry = Try again
