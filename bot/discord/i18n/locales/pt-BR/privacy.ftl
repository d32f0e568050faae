### /privacy: one's own data, to take along or to have erased.

name-privacy = privacy
command-privacy = Seus dados: leve com você ou mande apagar
name-privacy-export = exportar
command-privacy-export = Tudo o que está guardado sobre você, em todos os servidores, em um arquivo
name-privacy-delete = apagar
command-privacy-delete = Apaga aqui seus prompts e imagens; pergunta uma vez antes
export-done = Tudo o que está guardado sobre você: { $count ->
    [one] { $count } registro
   *[other] { $count } registros
}. Comece pelo README.txt dentro do arquivo.
export-left-out = Pelo limite de envio do Discord, não couberam { $count ->
    [one] o registro mais antigo
   *[other] os { $count } registros mais antigos
}; o operador pode entregá-los.
export-direct = Não deu para anexar seus dados aqui; eles estão nas suas mensagens diretas.
export-readme =
    O que o Easel guardou sobre você, em cada servidor em que você o usou.
    Cada arquivo é uma lista de registros em JSON, os mais recentes primeiro. Os horários estão em UTC; os IDs são os do Discord.
    Os IDs de outras pessoas foram omitidos.

    generations    o que você pediu para desenhar: prompts, opções, endereços das imagens, custo
    ledger         cada movimento dos seus créditos
    counters       o que você usou em cada dia e os créditos extras que ainda tem
    erased_use     o que você tinha usado hoje antes da última vez que mandou apagar seus dados
    bot_state      quando a política de conteúdo do modelo recusou um prompt seu antes da última vez que mandou apagar seus dados, e quando a administração soube
    limits         limites diários que a administração definiu para você
    blocks         servidores em que você não pode desenhar e bloqueios que você fez
    audit          mudanças da administração sobre você e as que você fez
    reports        imagens que você denunciou
    member_defaults  o que você prefere quando não diz nada
    reactions      suas reações de repetição já atendidas
export-readme-left = omitidos por falta de espaço:
refused-export-soon = Você acabou de receber seus dados. Tente de novo em um minuto.
refused-export-undelivered = O Discord não aceitou o arquivo nem aqui nem por mensagem direta. Permita mensagens diretas deste servidor e tente de novo.
button-erase = Apagar meus dados
erase-question =
    Apagar o que o Easel guarda sobre você, em todos os servidores? Não dá para desfazer.
    • Seus prompts, os endereços das suas imagens, seus padrões e os links para suas mensagens são removidos. Os créditos extras que sobraram são perdidos.
    • O que as contas precisam (quando, quantos créditos) fica sem o seu nome.
    • Bloqueios e limites que a administração definiu para você ficam, e o que você usou hoje conta até o fim do dia, e as recusas da política de conteúdo do modelo por seis horas.
    • As mensagens nos canais, é você quem apaga; os backups do operador esquecem mais tarde.
    Para guardar uma cópia, use antes `/privacy { name-privacy-export }`. Esta pergunta expira { $until }.
erase-done = Pronto: { $count ->
    [one] { $count } pedido foi esvaziado
   *[other] { $count } pedidos foram esvaziados
}, e o que fica para as contas não tem mais o seu nome. As mensagens nos canais, é você quem apaga.
refused-erase-open = { $count ->
    [one] Um pedido seu ainda está
   *[other] { $count } pedidos seus ainda estão
} sendo desenhado. Espere terminar e peça de novo; nada foi apagado.
refused-erase-late = Essa pergunta é antiga demais. Use `/privacy { name-privacy-delete }` de novo; nada foi apagado.
refused-erase-not-yours = Só quem pediu pode confirmar isso. Nada foi apagado.
