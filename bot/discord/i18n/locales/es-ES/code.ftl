### Copy as code.

menu-code = Copiar como código
name-code = código
command-code = Obtén la llamada a la API en TypeScript, Python y HTTP; no se dibuja nada
option-code-prompt = El prompt que irá en el código
button-code = Copiar como código
code-title = Esta petición como código para `{ $model }`. Lee tu clave de API de `FAL_KEY`.
code-files = El prompt es largo, así que el código va adjunto en tres archivos.
code-references = { $count ->
    [one] La imagen no es pública: sustituye su dirección por una tuya.
   *[other] Las imágenes no son públicas: sustituye sus direcciones por las tuyas.
}
refused-no-result = Ese mensaje no es una imagen de Easel. Elige un mensaje que haya publicado Easel.
