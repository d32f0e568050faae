### /privacy: one's own data, to take along or to have erased.

name-privacy = privacy
command-privacy = 自分のデータを受け取る、または消去します
name-privacy-export = 書き出し
command-privacy-export = すべてのサーバーであなたについて保存されている内容を、1つのファイルで受け取ります
name-privacy-delete = 消去
command-privacy-delete = ここにあるあなたのプロンプトと画像を消去します。その前に一度確認します
export-done = あなたについて保存されているすべてです（{ $count }件）。まず中の README.txt をお読みください。
export-left-out = Discord のアップロード上限のため、古いほうから{ $count }件は入りませんでした。運営者から受け取れます。
export-direct = ここにデータを添付できなかったため、ダイレクトメッセージで送りました。
export-readme =
    Easel を使ったすべてのサーバーについて、あなたに関して保存されている内容です。
    各ファイルは JSON の一覧で、新しいものが先です。時刻は UTC、ID は Discord のものです。
    ほかの人の ID は省いています。

    generations    描くように頼んだもの：プロンプト、オプション、画像のアドレス、費用
    ledger         クレジットの動きすべて
    counters       日ごとに使った分と、残っている付与クレジット
    erased_use     前回データを消去する前に今日使っていた分
    bot_state      前回データを消去する前にモデルのコンテンツポリシーで断られた日時と、それが管理者に知らされた日時
    limits         管理者があなたに設定した1日の上限
    blocks         あなたが描けないサーバーと、あなたが行ったブロック
    audit          管理者があなたについて行った変更と、あなたが行った変更
    reports        あなたが報告した画像
    member_defaults  何も指定しないときの既定値
    reactions      対応済みのあなたの繰り返しリアクション
export-readme-left = 容量のため省いた件数：
refused-export-soon = データはたった今お渡ししました。1分後にもう一度試してください。
refused-export-undelivered = Discord がここでもダイレクトメッセージでもファイルを受け付けませんでした。このサーバーからのダイレクトメッセージを許可して、もう一度試してください。
button-erase = データを消去
erase-question =
    すべてのサーバーで Easel があなたについて保存しているものを消去しますか？元には戻せません。
    • プロンプト、画像のアドレス、あなたの既定値、投稿へのリンクを削除します。残っている付与クレジットは失われます。
    • 帳簿に必要なもの（日時とクレジット数）は、あなたの名前なしで残ります。
    • 管理者によるブロックと上限は残り、今日使った分はその日が終わるまで、モデルのコンテンツポリシーで断られた回数は6時間、数えられます。
    • チャンネルの投稿はご自分で削除してください。運営者のバックアップからは後で消えます。
    控えが必要なら、先に `/privacy { name-privacy-export }` を使ってください。この確認は { $until } に期限が切れます。
erase-done = 完了しました。{ $count }件のリクエストを空にし、帳簿に残るものにあなたの名前はありません。チャンネルの投稿はご自分で削除してください。
refused-erase-open = あなたのリクエストがまだ{ $count }件描かれています。終わってからもう一度試してください。何も消去していません。
refused-erase-late = この確認は期限切れです。もう一度 `/privacy { name-privacy-delete }` を使ってください。何も消去していません。
refused-erase-not-yours = 確認できるのは、消去を求めた本人だけです。何も消去していません。
