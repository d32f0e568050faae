### /operator: for whoever owns the application at Discord.

name-operator = operator
command-operator = このボットの運営者用です
name-operator-status = 状況
command-operator-status = 支出、fal、順番待ち、失敗の状況
name-operator-pause = 一時停止
command-operator-pause = 新しいリクエストを止めます。受け付けたリクエストは最後まで行います
optname-message = メッセージ
option-message = メンバーに伝える内容
name-operator-resume = 再開
command-operator-resume = リクエストの受け付けを再開します
name-operator-restart = 再起動予告
command-operator-restart = 順番待ちのメンバーに再起動を知らせます
optname-minutes = 分後
option-minutes = 何分後か

refused-not-operator = これはこのボットの運営者用です。何も変更していません。
refused-paused = Easel は一時停止中です。クレジットは引かれていません。しばらくしてからもう一度試してください。
refused-paused-because = Easel は一時停止中です：{ $said }。クレジットは引かれていません。しばらくしてからもう一度試してください。
progress-restart = Easel は{ $at }に再起動します。リクエストは保存されており、再起動後に続行します。

desk-title = 現在の状況
desk-today = 今日：{ $spent }クレジットを使用または確保しています。上限はありません。今日は { $renews } に終わります。
desk-today-of = 今日：{ $ceiling }クレジット中 { $spent } を使用または確保しています。今日は { $renews } に終わります。
desk-month = 今月：{ $spent }クレジット。
desk-pause = 描画を { $since } に一時停止しました。
desk-fal-none = fal：リクエストを受け付けています。
desk-fal-balance = fal：アカウントが拒否されています（残高不足またはロック）。fal でチャージしてください。
desk-fal-credentials = fal：キーが拒否されています。FAL_KEY を確認してください。
desk-line = 進行中：順番待ち{ $waiting }件、fal { $fal }件、投稿中{ $posting }件。
desk-ended = 過去24時間：完了{ $delivered }件、画像なし{ $failed }件。
desk-ended-rest = - その他：{ $count }件
desk-paused = 新しいリクエストは断ります。受け付けた{ $open }件は最後まで行います。
desk-resumed = リクエストの受け付けを再開しました。
desk-resumed-already = 描画は一時停止していませんでした。何も変更していません。
desk-restart = 順番待ちのリクエスト{ $told }件に、{ $at } の再起動を知らせました。その時刻にボットを再起動してください。リクエストはすべて保存されます。
