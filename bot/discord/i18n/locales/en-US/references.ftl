### Refusals of reference pictures. { $number } is the picture's position if there are several, and 0 otherwise.

refused-reference-name = { $number ->
    [0] Your picture
   *[other] Picture { $number }
}
refused-reference-type = { refused-reference-name } is in a format that Easel can't use. Send a PNG, JPEG, WebP or GIF. You weren't charged.
refused-reference-damaged = { refused-reference-name } is damaged or incomplete. Save it again and resend it. You weren't charged.
refused-reference-bytes = { refused-reference-name } is larger than { $limit } MB. Send a smaller file. You weren't charged.
refused-reference-pixels = { refused-reference-name } has too many pixels: this kind of file can have { $limit } megapixels at most. Send a smaller version. You weren't charged.
refused-reference-shape = { refused-reference-name } is too narrow: one side can be at most { $limit } times as long as the other, and no side shorter than 16 pixels. You weren't charged.
refused-reference-download = { refused-reference-name } couldn't be downloaded from Discord. Attach it again. You weren't charged.
refused-reference-space = Easel has no storage for pictures right now. The operator has to free some; try again later. You weren't charged.
refused-reference-unsafe = { refused-reference-name } seems to contain nudity, so Easel can't edit it. You weren't charged.
refused-reference-unchecked = Easel couldn't check your pictures just now. Try again in a few minutes. You weren't charged.
