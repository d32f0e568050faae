### Copy as code.

menu-code = Copiar como código
name-code = código
command-code = La misma llamada en TypeScript, Python y HTTP; no se dibuja nada
option-code-prompt = Lo que se dibujaría
button-code = Copiar como código
code-title = La misma llamada a `{ $model }` en tu propio código. Lee tu clave de `FAL_KEY`.
code-files = El prompt es largo, así que las tres versiones van en archivos.
refused-no-result = Ese mensaje no es una imagen de Easel. Elige un mensaje que haya publicado Easel.
