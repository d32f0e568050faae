### Progress messages.

progress-waiting = { $ahead ->
    [0] 次はあなたの番です。
   *[other] 順番待ち：あと{ $ahead }件
}
progress-submitting = リクエストを送信しています…
progress-busy = 画像サービスは現在リクエストを受け付けていません。引き続き試しています…
progress-unreadable = 画像サービスの処理は終わりましたが、応答をまだ読み取れません。引き続き試しています…
progress-queued = { $ahead ->
    [0] 画像サービスで待機中：次はあなたの番です。
   *[other] 画像サービスで待機中：あと{ $ahead }件
}
progress-drawing = 描いています…
# $since is a timestamp that Discord shows as "12 秒前".
progress-drawing-since = 描いています…（{ $since }に開始）
# Shown after the progress bar.
progress-share = { $percent }%
progress-longer = いつもより時間がかかっています
progress-usual = 通常{ $usual }秒
progress-usual-spread = 通常{ $low }～{ $high }秒
progress-fetching = もうすぐ完了です。画像{ $count }枚をダウンロードしています…
progress-delayed = もうすぐ完了です。画像{ $count }枚をまだダウンロードできません。引き続き試しています…
progress-held = Easel 側で問題が発生しました。リクエストは保留中で、クレジットはそのまま残っています。復旧しだい再開します。（ID：{ $id }）
