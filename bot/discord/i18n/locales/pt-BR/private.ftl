### Replies that only their asker sees, and sharing them later.

optname-private = privado
option-private = Mostrar o andamento e as imagens só para você; dá para compartilhar depois
private-note = Só você pode ver isto. “Compartilhar” publica no canal.
button-share = Compartilhar
shared-title = { $who } compartilha: { $prompt }
shared-now = Compartilhado: { $url }
shared-already = Você já compartilhou isto: { $url }
refused-share-not-yours = Só quem pediu essa imagem em particular pode compartilhá-la.
refused-share-rights-member = Você não pode enviar mensagens neste canal, então nada foi compartilhado.
refused-share-rights-bot = O Easel não pode publicar aqui. Peça à administração para dar a ele “Ver canal”, “Enviar mensagens” e “Anexar arquivos” neste canal e clique de novo.
refused-share-elsewhere = Isto foi pedido em { $channel }. Clique em “Compartilhar” lá.
refused-share-lost = As imagens não estão mais disponíveis, nem no Discord nem no fal, então nada foi compartilhado.
refused-share-large = Não dá para deixar as imagens pequenas o bastante para este canal, então nada foi compartilhado.
refused-share-unknown = O Discord não deu uma resposta clara, então ainda não dá para saber se foi publicado. Olhe no canal; se você clicar de novo em um minuto, o Easel verifica primeiro e nunca publica duas vezes.
