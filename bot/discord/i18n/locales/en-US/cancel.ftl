### Cancellation: the button, its answers and the final message.

button-cancel = Cancel
cancel-done = Canceled. You weren't charged.
cancel-already = This was already canceled. You weren't charged.
cancel-asked = Canceling… If it's already too late, you'll get the pictures and be charged as usual. Otherwise you won't be charged.
cancel-noted = Got it. Easel will cancel this as soon as the image service can be reached. The progress message will show how it ended.
cancel-too-late = Too late to cancel: the pictures are already done. They'll be posted and charged as usual.
cancel-ended = This request has already ended without pictures. You weren't charged.
refused-cancel-not-yours = Only the person who made this request, or someone with the Manage Messages permission, can cancel it.
failed-cancelled = Your request was canceled.
failed-cancelled-moderator = A moderator (<@{ $by }>) canceled your request.
result-not-cancelled = It was too late to cancel this request.
progress-cancelling = Canceling… If the pictures are done first, they'll be posted as usual.
