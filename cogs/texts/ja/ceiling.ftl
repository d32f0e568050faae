### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = 全体上限
command-quota-admin-ceiling = サーバー全体の 1 日と 1 か月の最大クレジット（何も指定しないと表示だけ）
optname-ceiling-day = 一日
option-ceiling-day = 全員合計の 1 日のクレジット。0 で上限を外す
optname-ceiling-month = 一か月
option-ceiling-month = 全員合計の暦月ごとのクレジット。0 で上限を外す
optname-ceiling-channel = チャンネル
option-ceiling-channel = 大半を使ったときと、すべて使ったときに知らせる場所
ceiling-title = このサーバーで使えるクレジット
ceiling-day = 今日：{ $spent } / { $ceiling } クレジット
ceiling-day-none = 今日（上限なし）：使用 { $spent }
ceiling-month = 今月：{ $spent } / { $ceiling } クレジット
ceiling-month-none = 今月（上限なし）：使用 { $spent }
ceiling-channel = 80 % を使ったときと使い切ったときに、1 回ずつ { $channel } に知らせます。
ceiling-channel-none = お知らせ先がありません。`channel` でチャンネルを選んでください。
ceiling-operator = ボットの運営者は各サーバーに 1 日 { $ceiling } クレジットまで認めています。小さい方が有効です。
ceiling-refused-channel = { $channel } に書き込めません。チャンネルの閲覧とメッセージ送信を許可するか、別のチャンネルを選んでください。何も変更していません。
refused-ceiling-month = このサーバーは今月のクレジットを使い切りました。{ $renews }に更新されます。
ceiling-notice-day-80 = このサーバーの今日のクレジットは大半が使用または確保済みです：{ $spent } / { $ceiling }。上限に達すると、明日まで描画を休みます。
ceiling-notice-day-100 = このサーバーの今日のクレジットはなくなりました：{ $spent } / { $ceiling }。残りがあっても最後のリクエストには足りません。明日、または `/quota-admin { name-quota-admin-ceiling }` で上限を上げると再開します。
ceiling-notice-month-80 = このサーバーの今月のクレジットは大半が使用または確保済みです：{ $spent } / { $ceiling }。上限に達すると、来月まで描画を休みます。
ceiling-notice-month-100 = このサーバーの今月のクレジットはなくなりました：{ $spent } / { $ceiling }。残りがあっても最後のリクエストには足りません。来月、または `/quota-admin { name-quota-admin-ceiling }` で上限を上げると再開します。
