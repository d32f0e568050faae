### Reasons for a failed request. failed-refund follows each of them.

failed-refund = クレジットは引かれていません。
# Only the requester sees this one.
failed-refund-private = クレジットは引かれていません。（残り{ $left }クレジット）
failed-fal-policy = このプロンプトはコンテンツポリシーによりブロックされました。書き方を変えて試してください。
failed-fal-policy-quote = このプロンプトはコンテンツポリシーによりブロックされました（{ $quote }）。書き方を変えて試してください。
failed-fal-invalid = モデルがこのリクエストを受け付けませんでした。プロンプトを短く簡単にするか、ほかのオプションを試してください。
failed-fal-no-media = 画像が返ってきませんでした。もう一度試すか、プロンプトを変えてください。
failed-fal-credentials = 現在 Easel を利用できません。画像サービスがボットのキーを受け付けていません。運営者には通知済みです。
failed-fal-outage = 現在 Easel を利用できません。画像サービスで、プロンプトに関係なくすべてのリクエストが失敗しています。運営者には通知済みです。
failed-fal-balance = 現在 Easel を利用できません。画像サービスがボットのアカウントを拒否しています。運営者には通知済みです。
failed-fal-not-found = 現在 Easel を利用できません。画像サービスでこのリクエストまたはモデルが見つかりません。運営者には通知済みです。
failed-fal-timeout = 画像サービスがタイムアウトしました。数分後にもう一度試してください。
failed-fal-cancelled-at-fal = 画像サービス側でリクエストがキャンセルされました。もう一度試してください。
failed-fal-unavailable = 画像サービスでエラーが発生しました。数分後にもう一度試してください。
failed-fal-busy = 画像サービスは現在リクエストを受け付けていません。数分後にもう一度試してください。
failed-submit-unknown = 画像サービスからリクエストの確認が取れませんでした。二重送信を避けるため中止しました。もう一度試してください。
failed-deadline = { $seconds }秒以内に終わらなかったため、処理を打ち切りました。しばらくしてからもう一度試してください。
failed-result-unreadable = 画像サービスの処理は終わりましたが、結果を読み取れませんでした。数分後にもう一度試してください。
failed-pictures-lost = 画像は完成しましたが、ダウンロードできませんでした。もう一度試してください。
failed-pictures-too-large = 圧縮しても画像が大きすぎて、Discord に投稿できません。小さいサイズを試してください。
failed-undeliverable = あなたが見られる場所に画像を投稿できませんでした。別のチャンネルで試してください。
failed-delivery-unknown = 画像の投稿中に接続が切れ、届いたかどうか確認できません。画像が表示されていれば、クレジットなしでそのまま使えます。
failed-internal = Easel 側で問題が発生しました。運営者はこの ID で確認できます：{ $id }
button-retry = もう一度試す
