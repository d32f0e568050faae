### Replies that only their asker sees, and sharing them later.

optname-private = 非公開
option-private = 進み具合と画像を自分だけに表示します。あとから共有できます
private-note = これはあなただけに表示されています。「共有」を押すとチャンネルに投稿されます。
button-share = 共有
shared-title = { $who } さんが共有：{ $prompt }
shared-now = 共有しました：{ $url }
shared-already = これはすでに共有されています：{ $url }
refused-share-not-yours = その画像を非公開でリクエストした本人だけが共有できます。
refused-share-rights-member = このチャンネルでメッセージを送る権限がないため、何も共有していません。
refused-share-rights-bot = Easel はここに投稿できません。このチャンネルでの「チャンネルを見る」「メッセージを送信」「ファイルを添付」の権限を管理者に付けてもらい、もう一度押してください。
refused-share-elsewhere = これは { $channel } でリクエストされたものです。そこで「共有」を押してください。
refused-share-lost = 画像を Discord からも fal からも取得できなくなっているため、何も共有していません。
refused-share-large = 画像をこのチャンネルに入る大きさまで小さくできないため、何も共有していません。
refused-share-unknown = Discord からはっきりした返事がなく、投稿されたかどうかまだ分かりません。チャンネルを確認してください。1分後にもう一度押すと先に確認するので、二重に投稿されることはありません。
