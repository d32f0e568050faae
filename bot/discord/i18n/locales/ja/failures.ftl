### Why there are no pictures. Each is followed by the refund line.

failed-refund = クレジットは引かれていません。{ $cost }クレジットをお返ししました（残り { $left }）。
failed-fal-policy = このプロンプトは、モデルのコンテンツポリシーにより断られました。同じ内容でもう一度試しても結果は変わらないので、書き方を変えてください。
failed-fal-policy-quote = このプロンプトは、モデルのコンテンツポリシーにより断られました（{ $quote }）。同じ内容でもう一度試しても結果は変わらないので、書き方を変えてください。
failed-fal-invalid = モデルがこのリクエストを受け付けませんでした。もっと短い、または簡単なプロンプトにするか、ほかのオプションを試してください。
failed-fal-no-media = モデルの処理は終わりましたが、画像がありませんでした。もう一度試すか、プロンプトを書き換えてください。
failed-fal-credentials = 現在、画像を描けません。fal がこのボットのキーを受け付けていません。運営者には連絡済みです。
failed-fal-balance = 現在、画像を描けません。fal のボットのアカウントの残高がなくなりました。運営者には連絡済みです。
failed-fal-not-found = 現在、画像を描けません。fal にこのリクエストまたはモデルが見つからなくなりました。運営者には連絡済みです。
failed-fal-timeout = fal の制限時間内に処理が終わりませんでした。数分後にもう一度試してください。
failed-fal-cancelled-at-fal = リクエストは fal 側でキャンセルされました。もう一度試せます。
failed-fal-unavailable = 描いている途中で fal に障害が起きました。数分後にもう一度試してください。
failed-fal-busy = fal は現在リクエストを受け付けていません。数分後にもう一度試してください。
failed-submit-unknown = リクエストを渡している途中で fal との接続が切れました。念のため、二重には送信していません。もう一度リクエストしてください。
failed-deadline = { $seconds }秒以内に fal の処理が終わらなかったため、このリクエストは打ち切りました。後でもう一度試してください。
failed-result-unreadable = fal によると画像は完成していますが、受け取れませんでした。数分後にもう一度試してください。
failed-pictures-lost = 画像は描かれましたが、取得できませんでした。もう一度試してください。
failed-pictures-too-large = 画像を Discord で送れる大きさまで小さくできませんでした。小さいサイズを試してください。
failed-undeliverable = 画像は描かれましたが、あなたが見られる場所には Discord が受け付けませんでした。別のチャンネルで試してください。
failed-delivery-unknown = 画像は描かれましたが、投稿中にボットの接続が切れ、届いたかどうかを確かめる権限もありません。画像が見えていれば、クレジットなしでそのままお使いいただけます。
failed-internal = こちら側で問題が起きました。運営者は ID { $id } で内容を確認できます。
