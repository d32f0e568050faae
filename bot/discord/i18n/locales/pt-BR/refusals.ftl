### Refusals before a request is accepted; nothing is charged.

refused-prompt-blank = Seu prompt está vazio. Escreva algumas palavras sobre o que desenhar.
refused-prompt-long = Seu prompt tem { $length } caracteres, mas o máximo é { $limit }. Encurte-o e tente de novo.
refused-option = Isso não está entre as opções de { $option }. Escolha uma da lista.
refused-size = { $model } não tem esse tamanho. Os mais próximos: { $sizes }.
refused-quality = { $model } não tem essa qualidade. Qualidades disponíveis: { $qualities }.
refused-count = { $model } não cria tantas imagens de uma vez. Quantidades disponíveis: { $counts }.
refused-blocked = Você não pode usar o Easel neste servidor. Se parecer um engano, fale com a administração.
refused-cap-server = Este servidor já usou todos os créditos de hoje. Eles se renovam { $renews }.
refused-cap-server-operator = Este servidor já usou todos os créditos que pode gastar por dia. Eles se renovam { $renews }. O limite é definido pelo operador do bot.
refused-cap-bot = O Easel já usou todos os créditos de hoje. Eles se renovam { $renews }.
refused-line-full = A fila está cheia: há { $waiting ->
    [one] { $waiting } pedido
   *[other] { $waiting } pedidos
} em espera. Tente de novo em um minuto.
refused-line-full-own = Você já tem { $waiting ->
    [one] { $waiting } pedido
   *[other] { $waiting } pedidos
} em espera. Deixe um terminar primeiro.
refused-line-full-server = Este servidor já tem { $waiting ->
    [one] { $waiting } pedido
   *[other] { $waiting } pedidos
} em espera, toda a parte dele na fila. Tente de novo em um minuto.
refused-line-reserved = A fila está quase cheia, e os últimos lugares são para quem não tem nada em espera. Você tem { $waiting ->
    [one] { $waiting } pedido
   *[other] { $waiting } pedidos
} em espera: deixe um terminar primeiro.
refused-not-yours = Só quem pediu esta imagem pode repeti-la. Para fazer sua própria versão, clique em **{ button-more }** abaixo dela e depois em **{ button-start }**.
refused-already-running = Você já está repetindo esta imagem. Espere terminar.
refused-repeat-closed = O Easel não pode publicar nesse canal, então nada foi desenhado. Peça à administração para dar a ele ali “Ver canal”, “Enviar mensagens” e “Anexar arquivos”. Nada foi cobrado.
refused-closing = O Easel está reiniciando. Tente de novo em um minuto.
refused-server = O Easel não está habilitado neste servidor. O operador do bot decide quais servidores podem usá-lo.
refused-fal-balance = O Easel está em pausa: o serviço de imagens recusa a conta dele. O operador já foi avisado.
refused-fal-credentials = O Easel está em pausa: o serviço de imagens recusou a chave dele. O operador já foi avisado.
refused-fal-outage = O Easel está em pausa: todos os pedidos estão falhando no serviço de imagens. O operador já foi avisado.
refused-outside = Isso só funciona em um servidor, não em mensagens diretas.
refused-not-admin = Para isso você precisa da permissão “Gerenciar servidor”. Nada foi alterado.
refused-amount = { $amount } não é válido. Escolha um número de 1 a { $limit }. Nada foi alterado.
refused-grant-total = Este membro já tem { $has ->
    [one] { $has } crédito extra
   *[other] { $has } créditos extras
}; o máximo é { $limit }. Nada foi alterado.
refused-bot-target = Bots não têm créditos. Nada foi alterado.
refused-target = Isso não é um membro nem um cargo deste servidor. Nada foi alterado.
refused-outdated = Este comando mudou. Reinicie o Discord ou tente de novo em um minuto.
refused-gone = Esta imagem é antiga demais: o Easel não tem mais o pedido dela.
refused-database = O banco de dados do Easel não está respondendo agora. Nada foi cobrado; tente de novo em um minuto.
refused-database-unknown = A conexão com o banco de dados caiu enquanto seu pedido era salvo. Se ele foi salvo, o resultado ainda vai chegar; espere alguns minutos antes de tentar de novo.
error-unexpected = Algo deu errado do nosso lado. Nada foi cobrado. Se acontecer de novo, passe este ID ao operador: { $id }.
