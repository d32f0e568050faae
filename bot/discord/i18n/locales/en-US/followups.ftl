### Actions on a result.

button-finer = Higher quality
button-finer-confirm = Draw: { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
}
followup-finer = **{ button-finer }:** { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
}, { $size }, { $quality }. This costs { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
} of your { $left }.
    -# You'll get new pictures from the same prompt.
followup-finer-pick = -# To stay close to one of the pictures, choose it below.
followup-finer-picture = **{ button-finer }:** picture { $number }, { $size }, { $quality }. This costs { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
} of your { $left }.
    -# The model redraws this picture with the same prompt; details can change.
placeholder-picture = Start from one picture…
refused-finest = This already has the highest quality and the largest size for its aspect ratio.
refused-choices-gone = This picture's size or quality is no longer available. Use `/{ name-imagine }` to choose another.
refused-price-changed = The price is now { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
}. You weren't charged. Press **{ button-finer }** again to see the new offer.
refused-slow = Looking that up took too long. You weren't charged; please try again.
refused-deleted = That picture was deleted.
result-finer = **{ $prompt }** by { $who } · { $link } in higher quality
result-edited = **{ $prompt }** by { $who } · based on { $link }
button-edit = Edit
followup-title-edit = Edit and draw again
followup-title-start = Start from this picture
button-more = ⋯ More
button-back = Back
button-start = Start from here
button-details = Details
button-cover = Hide as spoiler
button-uncover = Remove spoiler
button-delete = Delete
button-delete-go = Delete permanently
followup-more = What would you like to do with this picture?
followup-covered = The pictures are now hidden behind a spoiler.
followup-uncovered = The pictures are no longer hidden.
followup-delete-ask = Delete this post and its pictures permanently? The credits aren't refunded.
followup-deleted = Deleted.
refused-not-manager = Only the person who requested this picture, or someone with the Manage Messages permission, can do that.
refused-no-reach = Easel can't access its post in that channel, so nothing was changed. Give it View Channel, Read Message History and Attach Files there, then try again.
refused-cover-large = The pictures are too large for Easel to upload again here, so nothing was changed.
refused-discord = Discord didn't accept the change. Try again in a minute.
refused-private-post = Only you can see this result. Use the **{ button-more }** button under it, or dismiss the message there.
details-title = **Details for { $id }**
details-who = Requested by { $who }, { $when }
details-prompt = Prompt: { $prompt }
details-prompt-file = Prompt (full text in the file): { $prompt }
details-options = { $size } · { $quality } · { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
} · `{ $model }`
details-delivered = Delivered; { $charged ->
    [one] { $charged } credit
   *[other] { $charged } credits
} charged
details-open = In progress; { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
} reserved
details-unfulfilled = Not delivered; nothing was charged
details-times = Waited { $waiting } s, drawn in { $drawing } s
details-reference = { $picture } ({ $width } × { $height })
details-parents = Based on: { $links }
details-children = Later versions: { $links }
followup-kept = Your prompt: { $prompt }
