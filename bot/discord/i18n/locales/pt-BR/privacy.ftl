### /privacy: export and erasure of a member's data.

name-privacy = privacy
command-privacy = Exportar ou apagar seus dados
name-privacy-export = exportar
command-privacy-export = Baixar em um arquivo tudo o que está guardado sobre você, de todos os servidores
name-privacy-delete = apagar
command-privacy-delete = Apagar seus prompts e links de imagens em todos os servidores; você confirma antes
name-privacy-editing = edições
command-privacy-editing = Escolher se outras pessoas podem editar suas imagens com o Easel, em todos os servidores
optname-allowed = permitidas
option-editing-allowed = Se outras pessoas podem editar suas imagens onde um servidor permitir
editing-allowed-done = Outras pessoas podem editar suas imagens onde o servidor permitir.
editing-refused-done = Agora só você pode editar suas imagens com o Easel.
export-done = Tudo o que está guardado sobre você: { $count ->
    [one] { $count } registro
   *[other] { $count } registros
}. Comece pelo README.txt dentro do arquivo.
export-left-out = { $count ->
    [one] O registro mais antigo não coube
   *[other] Os { $count } registros mais antigos não couberam
} no limite de envio do Discord. Peça o resto ao operador.
export-direct = Não foi possível anexar o arquivo aqui; ele está nas suas mensagens diretas.
export-readme =
    Tudo o que o Easel guardou sobre você, em cada servidor em que você o usou.
    Cada arquivo é uma lista de registros em JSON, os mais recentes primeiro. Os horários estão em UTC; os IDs são os do Discord.
    Os IDs de outras pessoas foram omitidos.
    generations    seus pedidos: prompts, opções, links das imagens, custo
    ledger         todos os movimentos de créditos
    counters       seu uso por dia e os créditos extras que ainda tem
    erased_use     seu uso de hoje antes da última vez que apagou seus dados
    bot_state      quando a política de conteúdo bloqueou seus prompts antes da última vez que apagou seus dados, e quando a administração foi avisada
    limits         limites diários que a administração definiu para você
    blocks         servidores em que você está com bloqueio e bloqueios que você fez
    audit          mudanças da administração sobre você e as que você fez
    reports        imagens que você denunciou
    member_defaults  suas preferências
    reactions      suas reações 🔁 processadas pelo Easel
    edit_opt_outs  sua escolha de que outras pessoas não editem suas imagens
    edit_consents  edições de imagens que você permitiu, ou que permitiram a você, no último dia
export-readme-left = omitidos por falta de espaço:
refused-export-soon = Você acabou de baixar seus dados. Tente de novo em um minuto.
refused-export-undelivered = O Discord não aceitou o arquivo nem aqui nem por mensagem direta. Permita mensagens diretas deste servidor e tente de novo.
button-erase = Apagar meus dados
erase-repeats = as repetições das suas imagens feitas por outros membros mantêm as imagens, mas perdem o seu prompt quando terminam.
erase-repeats-kept = seus prompts permanecem nas repetições das suas imagens feitas por outros membros.
erase-question =
    Apagar o que o Easel guarda sobre você, em todos os servidores? Não dá para desfazer.
    • **Apagado:** seus prompts, links de imagens, preferências e links para suas mensagens. Os créditos extras são perdidos.
    • **Mantido:** seu histórico de créditos sem o seu nome, bloqueios e limites da administração, sua escolha sobre a edição das suas imagens, o uso de hoje até o fim do dia e os bloqueios pela política de conteúdo por seis horas.
    • **Repetições:** { $repeats }
    • **Não afetado:** as mensagens nos canais, que você pode apagar, e os backups do operador, removidos mais tarde.
    Para guardar uma cópia, use antes `/privacy { name-privacy-export }`. Esta confirmação expira { $until }.
erase-done = Pronto: seus dados foram apagados de { $count ->
    [one] { $count } pedido
   *[other] { $count } pedidos
}, e o histórico de créditos não tem mais o seu nome. As mensagens nos canais devem ser apagadas por você.
refused-erase-open = { $count ->
    [one] Um dos seus pedidos ainda está
   *[other] { $count } dos seus pedidos ainda estão
} em andamento. Espere terminar e tente de novo. Nada foi apagado.
refused-erase-late = Essa confirmação expirou. Use `/privacy { name-privacy-delete }` de novo. Nada foi apagado.
refused-erase-not-yours = Só quem iniciou isso pode confirmar. Nada foi apagado.
