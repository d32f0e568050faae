### Progress.

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
