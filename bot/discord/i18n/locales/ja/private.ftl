### Private replies and sharing them.

optname-private = 非公開
option-private = 進行状況と画像を自分だけに表示します。あとで共有できます
private-note = **{ button-share }** を押すとチャンネルに投稿されます。
button-share = 共有
shared-title = **{ $prompt }**（{ $who } さんが共有）
shared-now = 共有しました：{ $url }
shared-already = すでに共有済みです：{ $url }
refused-share-not-yours = この非公開の画像を共有できるのは、リクエストした本人だけです。
refused-share-rights-member = このチャンネルでメッセージを送る権限がないため、共有していません。
refused-share-rights-bot = Easel はここに投稿できません。このチャンネルでの「チャンネルを見る」「メッセージを送信」「ファイルを添付」の権限を管理者に付けてもらい、もう一度 **{ button-share }** を押してください。
refused-share-elsewhere = これは { $channel } でリクエストしたものです。そちらで **{ button-share }** を押してください。
refused-share-lost = 画像をダウンロードできなくなっているため、共有していません。
refused-share-large = 圧縮しても画像がこのチャンネルの上限を超えるため、共有していません。
refused-share-unknown = 投稿できたかどうか、Discord から確認が取れませんでした。チャンネルを見て、画像がなければ1分後にもう一度 **{ button-share }** を押してください。先に確認するので、二重に投稿されることはありません。
