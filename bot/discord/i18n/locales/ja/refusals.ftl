### Refusals: nothing was accepted, nothing was charged.

refused-prompt-blank = まだ描くものがありません。プロンプトに言葉をいくつか入れてください。
refused-prompt-long = プロンプトが{ $length }文字あります。上限は{ $limit }文字です。短くしてもう一度試してください。
refused-option = 「{ $option }」の選択肢にありません。一覧から選んでください。
refused-blocked = このサーバーの管理者が、あなたの描画をオフにしています。管理者に聞いてみてください。
refused-quota = これには{ $cost }クレジット必要ですが、残りは { $left } です。利用枠は { $renews } に更新されます。サイズを小さく、品質を低く、または枚数を少なくすると、少ないクレジットで済みます。
refused-ceiling-server = このサーバーは今日のクレジットを使い切りました。{ $renews } に更新されます。
refused-ceiling-bot = ボットは今日のクレジットを使い切りました。{ $renews } に更新されます。
refused-line-full = 順番待ちがいっぱいです（{ $waiting }件待ち）。1分後にもう一度試してください。
refused-line-full-own = あなたのリクエストがすでに{ $waiting }件待っています。まずは1件終わるまで待ってください。
refused-not-yours = ここでこの画像をもう一度描けるのは、リクエストした本人だけです。自分の画像は `/{ name-imagine }` で描けます。
refused-already-running = この画像をもう一度描いている途中です。終わるまで待ってください。
refused-closing = Easel は再起動中のため、しばらく新しいリクエストを受け付けません。1分後にもう一度試してください。
refused-server = このサーバーは運営者のリストにないため、ここでは画像を描けません。
refused-fal-balance = 描画を一時停止しています。fal のボットのアカウントの残高がなくなりました。運営者には連絡済みです。
refused-fal-credentials = 描画を一時停止しています。fal がこのボットのキーを受け付けていません。運営者には連絡済みです。
refused-outside = 利用枠はサーバーごとのものなので、サーバーの中でしか使えません。
refused-not-admin = これには「サーバー管理」の権限が必要です。何も変更していません。
refused-amount = { $amount } は指定できません。1～{ $limit } の数字を選んでください。何も変更していません。
refused-grant-total = このメンバーにはすでに{ $has }クレジットが付与されています。上限は { $limit } です。何も変更していません。
refused-bot-target = ボットは描かないので、利用枠もありません。何も変更していません。
refused-target = このサーバーのメンバーまたはロールではありません。何も変更していません。
refused-outdated = このコマンドは変更されました。Discord を再起動するか、1分後にもう一度試してください。
refused-gone = この画像は古すぎて、Easel にはもうリクエストの記録がありません。
error-unexpected = こちら側で問題が起きました。クレジットは引かれていません。また起きるようなら、運営者にこの ID を伝えてください：{ $id }
