### Moderation: timed blocks, cooldowns and reports.

optname-hours = 時間
option-hours = 時間数。空欄にすると解除するまでブロックします
refused-blocked-until = 現在、このサーバーでは Easel を使えません。ブロックは{ $until }に解除されます。心当たりがない場合は管理者に問い合わせてください。
quota-blocked-until = 管理者によりブロックされています。このサーバーでは描けません。ブロックは{ $until }に解除されます。
admin-blocked-until = { $who } は { $until } までこのサーバーで Easel を使えません。
refused-slowed = 最近、コンテンツポリシーによりプロンプトが{ $count }回ブロックされたため、しばらく待つ必要があります。{ $until }にまた試せます。クレジットは引かれていません。
notice-slowed = 数時間のうちに、コンテンツポリシーが { $who } さんのプロンプトを{ $count }回ブロックしました。{ $until }までリクエストできません。完全にブロックするには `/quota-admin { name-quota-admin-block }` を使ってください。
rules-age-restricted = この画像は年齢制限チャンネルのものなので、年齢制限チャンネルでしか使えません。クレジットは引かれていません。

## Reports

menu-report = 画像を報告
report-thanks = ありがとうございます。サーバーの管理者に通知しました。
refused-report-no-log = このサーバーでは報告の送り先が設定されていません。管理者に、`/{ name-settings }` でログチャンネルを選ぶよう伝えてください。何も送信していません。
refused-report-again = この画像はすでに報告済みです。サーバーの管理者に通知されています。
refused-report-closed = 報告は保存しましたが、Easel がログチャンネルに書き込めません。管理者に知らせてから、もう一度報告してください。
report-title = 画像が報告されました
report-picture = 画像
report-drawn = { $link }（{ $who } さんのリクエスト、{ $at }）：
report-by = { $others ->
    [0] { $who } さんが { $at } に報告しました。
   *[other] { $who } さんが { $at } に報告し、ほかに{ $others }人が報告しました。
}
report-removed = { $at } に削除しました。
report-blocked = { $who } はここで Easel を使えなくなりました。
report-blocked-until = { $who } は { $until } までここで Easel を使えません。
report-dismissed = { $who } がこの報告を却下しました。
button-report-remove = 画像を削除
button-report-block-day = 1日ブロック
button-report-block = ブロック
button-report-dismiss = 却下
audit-did-remove = { $who } が { $target } の画像を削除しました
