### Refusals by a server's own rules. channels, roles, sizes, qualities and counts are lists.
### Nothing is said of the words that a server refuses.

rules-channel = O desenho não está ativado neste canal. Neste servidor, funciona em { $channels }.
rules-role = Neste servidor, só membros com um destes cargos podem desenhar: { $roles }.
rules-word = As regras deste servidor recusam uma palavra do seu prompt. Reescreva-o, por favor; nada foi cobrado.
rules-size = Este servidor não permite esse tamanho. Permitidos aqui: { $sizes }.
rules-quality = Este servidor não permite essa qualidade. Permitidas aqui: { $qualities }.
rules-count = Este servidor desenha no máximo { $most ->
    [one] { $most } imagem
   *[other] { $most } imagens
} por vez. Quantidades permitidas aqui: { $counts }.
rules-repeat = Aqui, imagens de outras pessoas só podem ser desenhadas de novo por membros com um destes cargos: { $roles }. Use `/{ name-imagine }` para criar a sua.
