### /operator: for whoever owns the application at Discord.

name-operator = operator
command-operator = このボットの運営者用です
name-operator-status = 状況
command-operator-status = 支出、fal、待ち行列、失敗の状況
name-operator-pause = 一時停止
command-operator-pause = 新しい依頼を止めます。受け付けた依頼は最後まで行います
optname-message = メッセージ
option-message = メンバーに伝える内容
name-operator-resume = 再開
command-operator-resume = 依頼の受け付けを再開します
name-operator-restart = 再起動
command-operator-restart = 待っているメンバーに再起動を知らせます
optname-minutes = 分
option-minutes = 何分後か

refused-not-operator = これはこのボットの運営者用です。何も変更されていません。
refused-paused = 描画は一時停止中です。料金はかかっていません。しばらくしてからお試しください。
refused-paused-because = 描画は一時停止中です：{ $said }。料金はかかっていません。しばらくしてからお試しください。
progress-restart = Easel は { $at } に再起動します。依頼は保存され、その後に続きます。

desk-title = 現在の状況
desk-today = 今日：{ $spent } クレジットを使用または確保しています。上限はありません。一日は { $renews } に終わります。
desk-today-of = 今日：{ $ceiling } クレジット中 { $spent } を使用または確保しています。一日は { $renews } に終わります。
desk-month = 今月：{ $spent } クレジット。
desk-pause = 描画は { $since } から一時停止中です。
desk-fal-none = fal：依頼を受け付けています。
desk-fal-balance = fal：アカウントが拒否されています（残高不足またはロック）。fal でチャージしてください。
desk-fal-credentials = fal：キーが拒否されています。FAL_KEY を確認してください。
desk-line = 進行中：待ち { $waiting } 件、fal { $fal } 件、投稿中 { $posting } 件。
desk-ended = 過去 24 時間：完了 { $delivered } 件、画像なし { $failed } 件。
desk-ended-rest = - その他：{ $count } 件
desk-paused = 新しい依頼は断ります。受け付けた { $open } 件は最後まで行います。
desk-resumed = 依頼の受け付けを再開しました。
desk-resumed-already = 一時停止していませんでした。何も変更されていません。
desk-restart = { $told } 件の依頼に、{ $at } の再起動を表示しました。その時刻にボットを再起動してください。依頼はすべて保存されます。
