### Alerts to the operator.

operator-fal-balance = O fal recusa a conta deste bot e diz: { $words } O Easel está em pausa e os pedidos afetados foram reembolsados; de vez em quando, ele tenta de novo com um único pedido. Se o saldo acabou, recarregue no fal; para o resto, fale com o suporte do fal.
operator-fal-credentials = O fal recusa a chave deste bot e diz: { $words } O Easel está em pausa e os pedidos afetados foram reembolsados; de vez em quando, ele tenta de novo com um único pedido. Confira FAL_KEY.
operator-fal-outage = Os últimos { $count } pedidos falharam no fal da mesma forma: { $what }. O Easel está em pausa e os pedidos afetados foram reembolsados; de vez em quando, ele tenta de novo com um único pedido. Se a mensagem citar um parâmetro, confira FAL_MODEL e o arquivo do modelo.
operator-fal-again = O fal voltou a aceitar pedidos. O Easel voltou a funcionar.
operator-result-hosts = Não é possível baixar os arquivos de resultado: { $what }. O Easel está em pausa para que você não pague por imagens que seriam recusadas depois. Desative os endereços fictícios do túnel ou do servidor DNS para este host, ou declare o intervalo deles em RESULT_NETWORKS.
operator-cap = { $spent } dos { $cap } créditos de hoje já foram gastos ou reservados (QUOTA_BOT_DAILY_CREDITS). Ao chegar ao teto, novos pedidos são recusados até o fim do dia.
operator-server-cap = O Easel agora está em vários servidores. Cada um pode gastar até { $cap } créditos por dia, um quinto de QUOTA_BOT_DAILY_CREDITS. Para escolher outro limite, defina QUOTA_SERVER_DAILY_CREDITS; para impedir o uso em outros servidores, defina ALLOWED_GUILD_IDS.
operator-second-process = Outro processo com o token deste bot respondeu a uma interação, então este não fez nada. Execute apenas uma cópia do Easel, ou uma para cada conjunto de SHARD_IDS: pare a outra e redefina o token se não a reconhecer.
operator-second-session = Outro processo com o token deste bot está conectado ao Discord. Ele pode responder aos membros no lugar deste, com um banco de dados próprio. Execute apenas uma cópia do Easel, ou uma para cada conjunto de SHARD_IDS: pare a outra e redefina o token se não a reconhecer.
operator-size = { $model } devolveu { $drawn } em vez de { $requested } (formato de requisição: { $form }). O Easel cobra o preço mais baixo. Execute easel doctor para comparar o modelo com o esquema publicado.
