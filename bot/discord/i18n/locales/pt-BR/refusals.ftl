### Refusals: nothing was accepted, nothing was charged.

refused-prompt-blank = Ainda não há nada para desenhar: escreva algumas palavras no prompt.
refused-prompt-long = Esse prompt tem { $length } caracteres; o máximo é { $limit }. Encurte-o e tente de novo.
refused-option = Essa não é uma das opções de { $option }. Escolha uma da lista.
refused-blocked = A administração deste servidor desativou o desenho para você. Fale com ela, por favor.
refused-quota = Isso custa { $cost ->
    [one] { $cost } crédito
   *[other] { $cost } créditos
}, e seu saldo é { $left }. Sua cota se renova { $renews }. Um tamanho menor, uma qualidade mais baixa ou menos imagens custam menos.
refused-ceiling-server = Este servidor gastou os créditos de hoje. Eles se renovam { $renews }.
refused-ceiling-bot = O bot gastou os créditos de hoje. Eles se renovam { $renews }.
refused-line-full = A fila está cheia: { $waiting ->
    [one] há { $waiting } pedido
   *[other] há { $waiting } pedidos
} em espera. Tente de novo em um minuto.
refused-line-full-own = Você já tem { $waiting ->
    [one] { $waiting } pedido
   *[other] { $waiting } pedidos
} em espera. Deixe um terminar primeiro.
refused-not-yours = Só quem pediu essa imagem pode desenhá-la de novo aqui. Use `/{ name-imagine }` para ter a sua.
refused-already-running = Sua repetição dessa imagem ainda está sendo desenhada.
refused-closing = O Easel está reiniciando e não aceita novos pedidos por um instante. Tente de novo em um minuto.
refused-server = Este servidor não está na lista do operador, por isso o desenho está desativado aqui.
refused-fal-balance = O desenho está em pausa: a conta do bot no fal está sem saldo. O operador já foi avisado.
refused-fal-credentials = O desenho está em pausa: o fal não aceita a chave deste bot. O operador já foi avisado.
refused-outside = Isso só funciona em um servidor, porque as cotas pertencem aos servidores.
refused-not-admin = Isso exige a permissão “Gerenciar servidor”. Nada foi alterado.
refused-amount = { $amount } não é possível: escolha um número de 1 a { $limit }. Nada foi alterado.
refused-grant-total = O membro já tem { $has ->
    [one] { $has } crédito extra
   *[other] { $has } créditos extras
}, e o máximo é { $limit }. Nada foi alterado.
refused-bot-target = Bots não desenham, por isso não têm cota. Nada foi alterado.
refused-target = Isso não é um membro nem um cargo deste servidor. Nada foi alterado.
refused-outdated = Este comando mudou. Reinicie o Discord ou tente de novo em um minuto.
refused-gone = Essa imagem é antiga demais: o Easel não tem mais o pedido dela.
error-unexpected = Algo deu errado do nosso lado; nada foi cobrado. Se acontecer de novo, passe este ID ao operador: { $id }.
