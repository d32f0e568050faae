### Results.

result-title = { $who } asked for: { $prompt }
result-repeat = { $who } asked again for { $link }: { $prompt }
result-parent-link = [this picture]({ $url })
result-parent-plain = an earlier picture
result-facts = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } credit
   *[other] { $charged } credits
}, { $left } left
result-missing = { $missing ->
    [one] One picture is missing; its credits are back with you.
   *[other] { $missing } pictures are missing; their credits are back with you.
}
result-fitted = Re-encoded to fit Discord's upload limit: { $which }.
result-fitted-one = picture { $number } ({ NUMBER($before, minimumFractionDigits: 1) } MiB to { NUMBER($after, minimumFractionDigits: 1) } MiB)
result-other-size = fal drew { $width } × { $height } instead of the size that was asked for.
result-late = This took longer than Discord keeps a reply open, so it comes as a message of its own.
alt-text = Picture { $number } of { $count }, { $width } × { $height }, drawn from the prompt: { $prompt }
button-again = Again
quality-low = low quality
quality-medium = medium quality
quality-high = high quality
