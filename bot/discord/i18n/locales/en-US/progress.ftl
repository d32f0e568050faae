### Progress messages.

progress-waiting = { $ahead ->
    [0] You're next in the queue.
    [one] In the queue: { $ahead } request ahead of yours.
   *[other] In the queue: { $ahead } requests ahead of yours.
}
progress-submitting = Sending your request…
progress-busy = The image service isn't accepting requests right now. Easel keeps trying…
progress-unreadable = The image service has finished, but its response can't be read yet. Easel keeps trying…
progress-queued = { $ahead ->
    [0] Waiting for the image service: you're next.
    [one] Waiting for the image service: { $ahead } request ahead of yours.
   *[other] Waiting for the image service: { $ahead } requests ahead of yours.
}
progress-drawing = Drawing…
# $since is a timestamp that Discord shows as "12 seconds ago".
progress-drawing-since = Drawing… started { $since }
# Shown after the progress bar.
progress-share = { $percent }%
progress-longer = taking longer than usual
progress-usual = usually { $usual } s
progress-usual-spread = usually { $low }–{ $high } s
progress-fetching = { $count ->
    [one] Almost done: downloading your picture…
   *[other] Almost done: downloading your pictures…
}
progress-delayed = { $count ->
    [one] Almost done: your picture can't be downloaded yet. Easel keeps trying…
   *[other] Almost done: your pictures can't be downloaded yet. Easel keeps trying…
}
progress-held = Something went wrong on our side. Your request is on hold and your credits are safe. It will resume once the problem is fixed. (ID { $id })
