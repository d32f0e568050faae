### Going on from a result.

button-finer = Finer
button-finer-confirm = Draw it: { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
}
followup-finer = **Finer:** { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
}, { $size }, { $quality }. That costs { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
} of your { $left }.
refused-finest = There is nothing finer: this has the highest quality already, and no larger size has its shape.
refused-choices-gone = This picture's size or quality is no longer offered. Use `/{ name-imagine }` to choose a new one.
refused-price-changed = The price has changed: it is { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
} now, and nothing was charged. Press **Finer** again to see the new offer.
refused-slow = Looking that up took too long. Nothing was charged; please try again.
refused-deleted = That picture was deleted.
result-finer = { $who } asked for a finer version of { $link }: { $prompt }
result-edited = { $who } went on from { $link }: { $prompt }
button-edit = Edit
followup-title-edit = Change and draw again
followup-title-start = Start from this picture
button-more = ⋯ More
button-start = Start from here
button-details = Details
button-cover = Hide as spoiler
button-uncover = Remove spoiler
button-delete = Delete
button-delete-go = Delete for good
followup-more = What would you like to do with this picture?
followup-covered = The pictures are hidden as a spoiler now.
followup-uncovered = The pictures are no longer hidden.
followup-delete-ask = Delete this post for good? Its pictures go, too, and the credits are not given back.
followup-deleted = Deleted.
refused-not-manager = Only the person who asked for this picture, or someone with the Manage Messages permission, can do that.
refused-no-reach = Easel cannot reach its post in that channel, so nothing was changed. Give Easel View Channel, Read Message History and Attach Files there, and try again.
refused-cover-large = The pictures are too large for Easel to upload again here, so nothing was changed.
refused-discord = Discord did not take the change. Try again in a minute.
refused-private-post = This result was shown to you alone. Use the ⋯ button under it to change it, or dismiss it there.
details-title = **Details of { $id }**
details-who = Asked for by { $who }, { $when }
details-prompt = Prompt: { $prompt }
details-prompt-file = Prompt, in full in the file: { $prompt }
details-options = { $size } · { $quality } · { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
} · `{ $model }`
details-delivered = Delivered for { $charged ->
    [one] { $charged } credit
   *[other] { $charged } credits
}
details-open = Still being worked on; { $cost ->
    [one] { $cost } credit is held
   *[other] { $cost } credits are held
}
details-unfulfilled = Not delivered; nothing was charged
details-times = Waited { $waiting } s, drawn in { $drawing } s
details-parents = Came from: { $links }
details-children = Went on in: { $links }
followup-kept = Your prompt was: { $prompt }
