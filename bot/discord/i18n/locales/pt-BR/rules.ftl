### Refusals by server rules. $channels, $roles, $sizes, $qualities and $counts are lists.
### Blocked words are never repeated back.

rules-channel = O Easel não está ativado neste canal. Neste servidor, use-o em { $channels }.
rules-role = Neste servidor, só membros com um destes cargos podem usar o Easel: { $roles }.
rules-word = Seu prompt contém uma palavra bloqueada neste servidor. Reescreva-o. Nada foi cobrado.
rules-model = Este servidor não permite esse modelo. Modelos permitidos: { $models }.
rules-size = Este servidor não permite esse tamanho. Tamanhos permitidos: { $sizes }.
rules-quality = Este servidor não permite essa qualidade. Qualidades permitidas: { $qualities }.
rules-count = Este servidor permite no máximo { $most ->
    [one] { $most } imagem
   *[other] { $most } imagens
} por pedido. Quantidades permitidas: { $counts }.
rules-repeat = Neste servidor, só membros com um destes cargos podem repetir imagens de outras pessoas: { $roles }. Use `/{ name-imagine }` para criar a sua.
