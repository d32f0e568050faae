### Upscale and Remove background: actions on one picture, with the price first.

button-upscale = Upscale
button-cutout = Remove background
menu-upscale = Upscale
menu-cutout = Remove background
button-tool-go = { $number ->
    [0] Start
   *[other] Picture { $number }
}: { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
}
followup-upscale = **{ button-upscale }:** a larger version of the picture, without changes to what it shows. This costs { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
} of your { $left }.
followup-cutout = **{ button-cutout }:** the picture as a PNG with a transparent background. This costs { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
} of your { $left }.
refused-tool-none = No model for this is available. Ask the operator.
refused-tool-price = The price is now { $cost ->
    [one] { $cost } credit
   *[other] { $cost } credits
}. You weren't charged. Choose the action again to see the new offer.
