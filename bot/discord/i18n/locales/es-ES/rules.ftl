### Refusals by a server's own rules. channels, roles, sizes, qualities and counts are lists.
### Nothing is said of the words that a server refuses.

rules-channel = En este canal no se puede dibujar. En este servidor se puede en { $channels }.
rules-role = En este servidor solo pueden dibujar los miembros con alguno de estos roles: { $roles }.
rules-word = Las normas de este servidor rechazan una palabra de tu prompt. Cámbiala, por favor; no se ha cobrado nada.
rules-size = Este servidor no permite ese tamaño. Aquí se permiten: { $sizes }.
rules-quality = Este servidor no permite esa calidad. Aquí se permiten: { $qualities }.
rules-count = Este servidor dibuja como máximo { $most ->
    [one] { $most } imagen
   *[other] { $most } imágenes
} a la vez. Aquí se permiten: { $counts }.
rules-repeat = Aquí, las imágenes de otras personas solo pueden volver a dibujarlas los miembros con alguno de estos roles: { $roles }. Usa `/{ name-imagine }` para crear la tuya.
