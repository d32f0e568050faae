### Private replies and sharing them.

optname-private = privado
option-private = Só você vê o progresso e as imagens; dá para compartilhar depois
private-note = Clique em **{ button-share }** para publicar no canal.
button-share = Compartilhar
shared-title = **{ $prompt }** compartilhado por { $who }
shared-now = Compartilhado: { $url }
shared-already = Você já compartilhou isto: { $url }
refused-share-not-yours = Só quem pediu esta imagem privada pode compartilhá-la.
refused-share-rights-member = Você não pode enviar mensagens neste canal, então nada foi compartilhado.
refused-share-rights-bot = O Easel não pode publicar aqui. Peça à administração para dar a ele “Ver canal”, “Enviar mensagens” e “Anexar arquivos” neste canal e clique de novo em **{ button-share }**.
refused-share-elsewhere = Você pediu isto em { $channel }. Clique em **{ button-share }** lá.
refused-share-lost = Estas imagens não podem mais ser baixadas, então nada foi compartilhado.
refused-share-large = Estas imagens são grandes demais para este canal, mesmo comprimidas, então nada foi compartilhado.
refused-share-unknown = O Discord não confirmou a mensagem. Olhe no canal. Se as imagens não estiverem lá, clique de novo em **{ button-share }** daqui a um minuto; o Easel verifica antes e não publica duas vezes.
