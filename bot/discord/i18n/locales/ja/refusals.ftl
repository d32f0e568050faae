### Refusals before a request is accepted; nothing is charged.

refused-prompt-blank = プロンプトが空です。描きたいものを言葉で入力してください。
refused-prompt-long = プロンプトが{ $length }文字あります。上限は{ $limit }文字です。短くしてもう一度試してください。
refused-option = 「{ $option }」の選択肢にありません。一覧から選んでください。
refused-blocked = このサーバーでは Easel を使えません。心当たりがない場合は管理者に問い合わせてください。
refused-cap-server = このサーバーは今日のクレジットを使い切りました。{ $renews }にリセットされます。
refused-cap-server-operator = このサーバーは1日に使えるクレジットを使い切りました。{ $renews }にリセットされます。この上限はボットの運営者が決めています。
refused-cap-bot = Easel は今日のクレジットを使い切りました。{ $renews }にリセットされます。
refused-line-full = 順番待ちがいっぱいです（{ $waiting }件待ち）。1分後にもう一度試してください。
refused-line-full-own = リクエストがすでに{ $waiting }件待っています。1件終わるまで待ってください。
refused-line-full-server = このサーバーのリクエストがすでに{ $waiting }件待っていて、サーバーごとの上限に達しています。1分後にもう一度試してください。
refused-line-reserved = 順番待ちがほぼいっぱいで、残りの枠は待機中のリクエストがないメンバー用です。あなたのリクエストが{ $waiting }件待っています。1件終わるまで待ってください。
refused-not-yours = この画像をもう一度描けるのは、リクエストした本人だけです。自分用に描くには、画像の下の **{ button-more }** から **{ button-start }** を選んでください。
refused-already-running = この画像はもう一度描いているところです。終わるまで待ってください。
refused-closing = Easel は再起動中です。1分後にもう一度試してください。
refused-server = このサーバーでは Easel が有効になっていません。使えるサーバーはボットの運営者が決めています。
refused-fal-balance = Easel は一時停止中です。画像サービスの残高がなくなりました。運営者には通知済みです。
refused-fal-credentials = Easel は一時停止中です。画像サービスがボットのキーを受け付けていません。運営者には通知済みです。
refused-outside = これはサーバーの中でしか使えません。ダイレクトメッセージでは使えません。
refused-not-admin = これには「サーバー管理」の権限が必要です。何も変更していません。
refused-amount = { $amount } は指定できません。1～{ $limit } の数字を選んでください。何も変更していません。
refused-grant-total = このメンバーのボーナスクレジットはすでに { $has } あります。上限は { $limit } です。何も変更していません。
refused-bot-target = ボットにはクレジットがありません。何も変更していません。
refused-target = このサーバーのメンバーでもロールでもありません。何も変更していません。
refused-outdated = このコマンドは変更されました。Discord を再起動するか、1分後にもう一度試してください。
refused-gone = この画像は古すぎます。Easel にはリクエストの記録が残っていません。
error-unexpected = こちら側で問題が発生しました。クレジットは引かれていません。また起きる場合は、運営者にこの ID を伝えてください：{ $id }
