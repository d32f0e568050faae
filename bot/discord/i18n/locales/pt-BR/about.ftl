### /about.

name-about = sobre
command-about = O que é o Easel, o que ele guarda sobre você e por onde começar
about-what = **Easel** { $version } desenha imagens a partir das suas descrições. Os prompts são enviados ao { $model } no fal.
about-stored = **O que fica guardado:** seus pedidos e onde você os fez, links para suas imagens, seus créditos e o histórico deles, suas preferências, suas denúncias e reações 🔁, e as decisões da administração sobre você.
about-seen = **Quem pode ver:** todos no canal veem as imagens e os prompts publicados. Quem gerencia o servidor pode buscar pedidos pelo ID. Dos privados que nunca foram compartilhados nem denunciados, vê quem pediu, quando, quanto custou e como terminou, mas não o prompt. O operador tem acesso ao banco de dados.
about-kept = Prompts e pedidos concluídos são apagados depois de { $days ->
    [one] { $days } dia
   *[other] { $days } dias
}; o histórico de créditos é mantido.
about-kept-always = Os pedidos concluídos são guardados sem limite de tempo.
about-rights = `/privacy { name-privacy-export }` dá uma cópia dos seus dados; `/privacy { name-privacy-delete }` apaga esses dados. As mensagens nos canais não são afetadas: apague-as por conta própria.
about-start = Comece com `/{ name-imagine }` ou `/{ name-ideas }`; `/{ name-quota }` mostra seus créditos. Dúvidas? Fale com a administração do servidor.
button-about-data = Seus dados
button-guide = Guia
button-support = Suporte
