### /quota-admin ceiling: what a whole server may spend, and its warnings.

name-quota-admin-ceiling = 全体上限
command-quota-admin-ceiling = サーバー全体で1日と1か月に使えるクレジットを決めます（指定しなければ表示だけ）
optname-ceiling-day = 一日
option-ceiling-day = 全員合計の1日のクレジット。0 で上限を外します
optname-ceiling-month = 一か月
option-ceiling-month = 全員合計のひと月（暦月）のクレジット。0 で上限を外します
optname-ceiling-channel = チャンネル
option-ceiling-channel = 大半を使ったときと、すべて使ったときに知らせる場所
ceiling-title = このサーバーで使えるクレジット
ceiling-day = 今日：{ $spent } / { $ceiling }クレジット
ceiling-day-none = 今日：{ $spent } 使用（上限なし）
ceiling-month = 今月：{ $spent } / { $ceiling }クレジット
ceiling-month-none = 今月：{ $spent } 使用（上限なし）
ceiling-channel = 80%を使ったときと使い切ったときに、1回ずつ { $channel } に知らせます。
ceiling-channel-none = お知らせ先がありません。`{ optname-ceiling-channel }` でチャンネルを選んでください。
ceiling-operator = ボットの運営者は各サーバーに1日{ $ceiling }クレジットまで認めています。小さいほうが有効です。
ceiling-refused-channel = Easel は { $channel } に書き込めません。そこで「チャンネルを見る」と「メッセージを送信」を許可するか、別のチャンネルを選んでください。何も変更していません。
refused-ceiling-month = このサーバーは今月のクレジットを使い切りました。{ $renews }にリセットされます。
ceiling-notice-day-80 = このサーバーの今日のクレジットは、大半が使用済みか確保済みです：{ $spent } / { $ceiling }。上限に達すると、明日まで描画を休みます。
ceiling-notice-day-100 = このサーバーの今日のクレジットはなくなったか、最後のリクエストには足りません：{ $spent } / { $ceiling }。明日、または `/quota-admin { name-quota-admin-ceiling }` で上限を上げると再開します。
ceiling-notice-month-80 = このサーバーの今月のクレジットは、大半が使用済みか確保済みです：{ $spent } / { $ceiling }。上限に達すると、来月まで描画を休みます。
ceiling-notice-month-100 = このサーバーの今月のクレジットはなくなったか、最後のリクエストには足りません：{ $spent } / { $ceiling }。来月、または `/quota-admin { name-quota-admin-ceiling }` で上限を上げると再開します。
