### Alerts to the operator.

operator-fal-balance = fal がこのボットのアカウントを拒否しています。fal の説明：{ $words } Easel を一時停止し、影響を受けたリクエストのクレジットは返却しました。ときどき1件のリクエストで再確認します。残高不足の場合は fal で残高を追加し、それ以外の場合は fal のサポートに連絡してください。
operator-fal-credentials = fal がこのボットのキーを拒否しています。fal の説明：{ $words } Easel を一時停止し、影響を受けたリクエストのクレジットは返却しました。ときどき1件のリクエストで再確認します。FAL_KEY を確認してください。
operator-fal-outage = fal で直近{ $count }件のリクエストが同じ理由で失敗しました：{ $what }。Easel を一時停止し、影響を受けたリクエストのクレジットは返却しました。ときどき1件のリクエストで再確認します。入力項目の名前が含まれている場合は、FAL_MODEL とモデルのファイルを確認してください。
operator-fal-again = fal が再びリクエストを受け付けています。Easel を再開しました。
operator-result-hosts = 結果ファイルを取得できません：{ $what }。受け取れない画像に支払いが発生しないよう、Easel を一時停止しました。このホストに対するトンネルまたはリゾルバーの偽アドレスを無効にするか、その範囲を RESULT_NETWORKS に指定してください。
operator-cap = 今日の{ $cap }クレジットのうち { $spent } が使用済みまたは確保済みです（QUOTA_BOT_DAILY_CREDITS）。上限に達すると、その日の終わりまで新しいリクエストは断られます。
operator-server-cap = Easel は複数のサーバーで使われるようになりました。各サーバーが1日に使えるのは{ $cap }クレジットまで（QUOTA_BOT_DAILY_CREDITS の5分の1）です。上限を変えるには QUOTA_SERVER_DAILY_CREDITS を、ほかのサーバーで使えないようにするには ALLOWED_GUILD_IDS を設定してください。
operator-second-process = このボットのトークンを使う別のプロセスがインタラクションに応答したため、このプロセスは何もしませんでした。実行できる Easel は1つだけです（SHARD_IDS を分ける場合は組ごとに1つ）。もう一方を停止し、心当たりがなければトークンをリセットしてください。
operator-second-session = このボットのトークンを使う別のプロセスが Discord に接続しています。別のデータベースを使って、このプロセスの代わりにメンバーに応答する可能性があります。実行できる Easel は1つだけです（SHARD_IDS を分ける場合は組ごとに1つ）。もう一方を停止し、心当たりがなければトークンをリセットしてください。
operator-size = { $model } から { $requested } ではなく { $drawn } の画像が返ってきました（リクエスト形式：{ $form }）。Easel は安いほうの料金を適用します。easel doctor で公開スキーマとの違いを確認できます。
operator-low-balance = fal の残高が ${ NUMBER($balance, minimumFractionDigits: 2, maximumFractionDigits: 2) } になり、${ $threshold }（FAL_BALANCE_WARNING_USD）を下回りました。なくなるとリクエストが断られるため、その前に fal でチャージしてください。
operator-cost-drift = 過去{ $days }日間、Easel が ${ NUMBER($estimated, minimumFractionDigits: 2, maximumFractionDigits: 2) } と見積もったリクエストに対して、fal は ${ NUMBER($billed, minimumFractionDigits: 2, maximumFractionDigits: 2) } を請求しました（{ $percent }%）。easel models check で料金を比較し、easel costs --by model で内訳を確認してください。
