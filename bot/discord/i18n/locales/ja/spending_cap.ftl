### /quota-admin ceiling: spending caps of a server and their warnings.

name-quota-admin-ceiling = 全体上限
command-quota-admin-ceiling = サーバー全体で使えるクレジットの上限を設定します（指定しなければ表示だけ）
optname-spending-cap-day = 一日
option-spending-cap-day = サーバー全体の1日のクレジット。0 で上限を外します
optname-spending-cap-month = 一か月
option-spending-cap-month = サーバー全体の1か月（暦月）のクレジット。0 で上限を外します
optname-spending-cap-channel = チャンネル
option-spending-cap-channel = 80%と100%に達したときに知らせるチャンネル
spending-cap-title = このサーバーの全体上限
spending-cap-day = 今日：{ $spent } / { $cap }クレジット
spending-cap-day-none = 今日：{ $spent } 使用（上限なし）
spending-cap-month = 今月：{ $spent } / { $cap }クレジット
spending-cap-month-none = 今月：{ $spent } 使用（上限なし）
spending-cap-channel = 80%と100%に達すると { $channel } に知らせます。
spending-cap-channel-none = 通知は送信されません。受け取るには `{ optname-spending-cap-channel }` でチャンネルを選んでください。
spending-cap-operator = ボットの運営者により、各サーバーは1日{ $cap }クレジットまでです。低いほうの上限が適用されます。
spending-cap-refused-channel = Easel は { $channel } に書き込めません。そこで「チャンネルを見る」と「メッセージを送信」を許可するか、別のチャンネルを選んでください。何も変更していません。
refused-cap-month = このサーバーは今月のクレジットを使い切りました。{ $renews }にリセットされます。
spending-cap-notice-day-80 = このサーバーは、今日の{ $cap }クレジットのうち { $spent } を使用または確保しています。上限に達すると、Easel は明日まで一時停止します。
spending-cap-notice-day-100 = このサーバーは今日の全体上限に達したか、最後のリクエストに必要なクレジットが足りません（{ $spent } / { $cap } 使用）。明日、または `/quota-admin { name-quota-admin-ceiling }` で上限を上げると再開します。
spending-cap-notice-month-80 = このサーバーは、今月の{ $cap }クレジットのうち { $spent } を使用または確保しています。上限に達すると、Easel は来月まで一時停止します。
spending-cap-notice-month-100 = このサーバーは今月の全体上限に達したか、最後のリクエストに必要なクレジットが足りません（{ $spent } / { $cap } 使用）。来月、または `/quota-admin { name-quota-admin-ceiling }` で上限を上げると再開します。
