### Result posts.

result-title = **{ $prompt }** by { $who }
result-repeat = **{ $prompt }** by { $who } · another take on { $link }
result-parent-link = [this picture]({ $url })
result-parent-plain = an earlier picture
result-facts = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } credit
   *[other] { $charged } credits
}
# Only the requester sees this one.
result-facts-private = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } credit
   *[other] { $charged } credits
}, { $left } left
result-missing = { $missing ->
    [one] One picture is missing; you weren't charged for it.
   *[other] { $missing } pictures are missing; you weren't charged for them.
}
result-fitted = Compressed to fit Discord's upload limit: { $which }.
result-fitted-one = picture { $number } ({ NUMBER($before, minimumFractionDigits: 1) } → { NUMBER($after, minimumFractionDigits: 1) } MiB)
result-other-size = The model returned { $width } × { $height } instead of the requested size.
result-late = The original reply has expired, so this is a new message.
result-moved = The original reply couldn't be edited, so this is a new message.
result-ready = { $who }, your { $count ->
    [one] picture is
   *[other] pictures are
} ready.
alt-text = Picture { $number } of { $count }, { $width } × { $height }, drawn from the prompt: { $prompt }
button-again = Again
quality-low = low quality
quality-medium = medium quality
quality-high = high quality
quality-xhigh = extra high quality
quality-max = maximum quality
quality-standard = standard quality
