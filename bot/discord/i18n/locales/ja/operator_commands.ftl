### /operator: commands for the owner of the Discord application.

name-operator = operator
command-operator = このボットを管理します（運営者専用）
name-operator-status = 状況
command-operator-status = 支出、fal、順番待ち、失敗の状況
name-operator-pause = 一時停止
command-operator-pause = 新しいリクエストの受け付けを止めます。受け付け済みのものは最後まで処理します
optname-message = メッセージ
option-message = メンバーに表示するメッセージ
name-operator-resume = 再開
command-operator-resume = リクエストの受け付けを再開します
name-operator-restart = 再起動予告
command-operator-restart = 順番待ちのメンバーに再起動を知らせます
optname-minutes = 分後
option-minutes = 再起動までの分数

refused-not-operator = これはボットの運営者だけが実行できます。何も変更していません。
refused-paused = Easel は一時停止中です。クレジットは引かれていません。しばらくしてからもう一度試してください。
refused-paused-because = Easel は一時停止中です：{ $said }。クレジットは引かれていません。しばらくしてからもう一度試してください。
progress-restart = Easel は{ $at }に再起動します。リクエストは保存されており、再起動後に続行します。

status-title = 状況
status-today = 今日：{ $spent }クレジットを使用または確保（上限なし）。{ $renews }に日付が変わります。
status-today-of = 今日：{ $cap }クレジット中 { $spent } を使用または確保。{ $renews }に日付が変わります。
status-month = 今月：{ $spent }クレジット
status-cost = { $period ->
    [today] 今日の費用
   *[days] 過去30日間の費用
}：見積もり ${ NUMBER($estimated, minimumFractionDigits: 2, maximumFractionDigits: 2) }、{ $known ->
    [none] 請求額は不明
    [all] fal の請求 ${ NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) }（{ $drift }%）
   *[some] { $requests }件中{ $count }件への fal の請求 ${ NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) }（{ $drift }%）
}
status-balance = fal の残高：${ NUMBER($balance, minimumFractionDigits: 2, maximumFractionDigits: 2) }
status-pause = { $since }に一時停止
status-fal-none = fal：受け付け中
status-fal-balance = fal：アカウントが拒否されています。通知にある fal の説明と、fal のアカウントを確認してください。
status-fal-credentials = fal：キーが拒否されています。FAL_KEY を確認してください。
status-fal-outage = fal：すべてのリクエストが同じ理由で失敗しています（{ $what }）
status-wire = リクエスト形式：{ $form }、公開スキーマ：{ $schema ->
    [off] 読み込みなし
    [unknown] 不明
    [cached] キャッシュ済み
   *[known] 読み込み済み
}
status-wire-differences = 公開スキーマとの違い：{ $count }件
status-sizes = 指定と異なるサイズの画像（過去7日間）：
status-queue = 進行中：順番待ち{ $waiting }件、fal { $fal }件、投稿中{ $posting }件
status-ended = 過去24時間：完了{ $delivered }件、画像なし{ $failed }件
status-ended-rest = - その他：{ $count }件
operator-paused = { $open ->
    [0] 一時停止しました。新しいリクエストは受け付けません。処理中のリクエストはありません。
   *[other] 一時停止しました。新しいリクエストは受け付けません。受け付け済みの{ $open }件は最後まで処理します。
}
operator-resumed = リクエストの受け付けを再開しました。
operator-resumed-already = Easel は一時停止していませんでした。何も変更していません。
operator-restart = 順番待ちのリクエスト{ $notified }件に、{ $at }の再起動を知らせました。その時刻にボットを再起動してください。リクエストは失われません。
