### Cancelling: the button, what a click is told, and what is left to read.

button-cancel = Cancel
cancel-done = Cancelled. Nothing was charged.
cancel-already = It was cancelled already. Nothing was charged.
cancel-asked = fal was asked to stop, but may have begun to draw. If it stops, nothing is charged; if it finishes all the same, the pictures are posted and charged as usual.
cancel-noted = Noted: it is cancelled as soon as fal can be asked. The progress message will say how it ended.
cancel-too-late = Too late to cancel: the pictures are drawn already, so they are posted and charged as usual.
cancel-ended = It has ended already, without pictures. Nothing was charged.
refused-cancel-not-yours = Only the person who asked for this, or someone with the Manage Messages permission, can cancel it.
failed-cancelled = The request was cancelled.
failed-cancelled-moderator = A moderator (<@{ $by }>) cancelled this request.
result-not-cancelled = It was too late to cancel: fal drew it all the same.
progress-cancelling = Cancelling… fal is asked to stop. If it finishes first, the pictures are posted as usual.
