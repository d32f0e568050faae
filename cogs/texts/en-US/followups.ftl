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
refused-choices-gone = This picture's size or quality is no longer offered. Use `/imagine` to choose a new one.
refused-price-changed = The price has changed: it is { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
} now, and nothing was charged. Press **Finer** again to see the new offer.
refused-slow = Looking that up took too long. Nothing was charged; please try again.
refused-deleted = That picture was deleted.
result-finer = { $who } asked for { $link } in a finer version: { $prompt }
result-edited = { $who } went on from { $link }: { $prompt }
button-edit = Edit
followup-title-edit = Change and draw again
followup-title-start = Start from this picture
