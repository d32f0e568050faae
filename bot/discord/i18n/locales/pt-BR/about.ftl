### /about.

name-about = sobre
command-about = O que é o Easel, o que ele guarda sobre você e por onde começar
about-what = **Easel** { $version } desenha imagens a partir de descrições, com { $model } no fal; seus prompts são enviados para lá.
about-stored = Fica guardado: o que você pede e onde, os endereços das imagens, os créditos e seus movimentos, seus padrões, denúncias e reações de repetição, e o que a administração decide sobre você.
about-seen = Quem vê o quê: imagens e prompts publicados, todos naquele canal. Quem gerencia um servidor pode procurar um pedido pelo ID; de um privado que não foi compartilhado nem denunciado, vê quem pediu, quando, quanto custou e como terminou, mas não o prompt. O operador tem o banco de dados.
about-kept = Prompts e pedidos concluídos são removidos depois de { $days ->
    [one] { $days } dia
   *[other] { $days } dias
}; os movimentos de créditos ficam.
about-kept-always = O operador não definiu um prazo para remover pedidos concluídos.
about-rights = `/privacy { name-privacy-export }` entrega tudo o que está guardado sobre você; `/privacy { name-privacy-delete }` apaga. As mensagens nos canais, é você quem apaga.
about-start = Comece com `/{ name-imagine }` ou `/{ name-ideas }`; `/{ name-quota }` mostra seus créditos. O guia é o `docs/guide.md`, entre os arquivos do Easel. Dúvidas sobre este bot? Fale com a administração do servidor: ela sabe quem o mantém.
