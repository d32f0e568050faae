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
progress-drawing = Drawing…
# $since is an instant that Discord shows as "12 seconds ago".
progress-drawing-since = Drawing… begun { $since }.
progress-usual-unknown = No usual time is known yet for this size and quality.
# These stand after a bar, one after the other.
progress-share = about { $percent }%
progress-longer = taking longer than usual
progress-usual = usually about { $usual } s
progress-usual-spread = usually about { $usual } s, mostly { $low } to { $high } s
progress-fetching = Done at fal; fetching your { $count ->
    [one] picture
   *[other] pictures
}…
progress-held = Something went wrong on our side. Your request is kept, with its credits, and goes on when the operator has mended it (id { $id }).
