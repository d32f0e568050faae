### Ampliar y quitar el fondo: acciones sobre una imagen, con el precio por delante.

button-upscale = Ampliar
button-cutout = Quitar el fondo
menu-upscale = Ampliar
menu-cutout = Quitar el fondo
button-tool-go = { $number ->
    [0] Empezar
   *[other] Imagen { $number }
}: { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}
followup-upscale = **{ button-upscale }:** una versión más grande de la imagen, sin cambiar lo que muestra. Cuesta { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} de tus { $left }.
followup-cutout = **{ button-cutout }:** la imagen en PNG con el fondo transparente. Cuesta { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
} de tus { $left }.
refused-tool-none = No hay ningún modelo disponible para esto. Habla con el operador.
refused-tool-price = Ahora cuesta { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}. No se te ha cobrado nada. Elige la acción otra vez para ver la nueva oferta.
