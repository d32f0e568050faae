### Edits: requests that start from pictures. Names have at most 32 characters, descriptions and labels of choices 100,
### labels of forms 45.

name-edit = edit
command-edit = Change pictures or combine them, as you describe
option-edit-prompt = What to change, or what to make of the pictures
optname-image = image
option-image = The picture to edit (PNG, JPEG, WebP or GIF); it's sent to the image service
optname-image2 = image2
optname-image3 = image3
optname-image4 = image4
option-image-more = Another picture to use
menu-edit-picture = Edit picture
modal-start = Start from
modal-start-prompt = The prompt alone
modal-start-same = The same pictures
modal-start-picture = Picture { $number }
modal-files = More pictures
modal-files-how = Sent to the image service (fal), which deletes them after { $hours } h.
modal-drawing = Quality and number of pictures
modal-drawing-choice = { $quality }, { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
}
title-edit-picture = Edit this picture
progress-uploading = { $count ->
    [one] Sending your picture to the image service…
   *[other] Sending your pictures to the image service…
}
result-made-from = Made from { $sources }
result-source-upload = { $count ->
    [one] an attached picture
   *[other] { $count } attached pictures
}
result-source-picture = [picture { $number }]({ $url })
result-source-picture-plain = picture { $number } of an earlier result
result-source-message = [a picture in this channel]({ $url })
failed-fal-reference = The image service couldn't use one of the pictures: it may be too small, too large or no longer available. Try it again with another picture.
failed-reference-lost = A picture you attached was lost before it reached the image service. Please attach it again.
refused-reference-count = { $limit ->
    [one] This model accepts { $limit } picture
   *[other] This model accepts up to { $limit } pictures
}. You weren't charged.
refused-reference-gone = The pictures that this started from are no longer available. Attach them again with `/{ name-edit }`. You weren't charged.
refused-edit-none = No model that can edit pictures is enabled. Ask the operator.
refused-edit-no-picture = This message has no picture that Easel can edit.
refused-edit-expired = Your selection has expired. Open the message's menu again. You weren't charged.
refused-others-pictures = You can edit your own pictures and those that Easel made, but not other people's.
refused-edit-opted-out = The owner of this picture doesn't want others to edit it.
refused-edit-ask = The owner of the picture has to agree first.
refused-consent-not-yours = Only the owner of the picture can answer this.
consent-ask = { $owner }, may { $who } edit [your picture]({ $url }) with Easel? It is sent to the image service (fal).
consent-given = { $owner } agreed. { $who }, open the message's menu again and choose **{ menu-edit-picture }** within 24 hours.
consent-declined = { $owner } doesn't want this picture to be edited.
button-allow-edit = Allow
button-decline-edit = No, thanks
