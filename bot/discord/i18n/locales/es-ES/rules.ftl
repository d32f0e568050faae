### Refusals by server rules. $channels, $roles, $sizes, $qualities and $counts are lists.
### Blocked words are never repeated back.

rules-channel = Easel no está activado en este canal. En este servidor puedes usarlo en { $channels }.
rules-role = En este servidor solo pueden usar Easel los miembros con alguno de estos roles: { $roles }.
rules-word = Tu prompt contiene una palabra bloqueada en este servidor. Escríbelo de otra manera. No se te ha cobrado nada.
rules-model = Este servidor no permite ese modelo. Modelos permitidos: { $models }.
rules-size = Este servidor no permite ese tamaño. Tamaños permitidos: { $sizes }.
rules-quality = Este servidor no permite esa calidad. Calidades permitidas: { $qualities }.
rules-count = Este servidor permite como máximo { $most ->
    [one] { $most } imagen
   *[other] { $most } imágenes
} por petición. Cantidades permitidas: { $counts }.
rules-repeat = En este servidor, solo los miembros con alguno de estos roles pueden repetir imágenes de otras personas: { $roles }. Usa `/{ name-imagine }` para crear la tuya.
