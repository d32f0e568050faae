### /privacy: export and erasure of a member's data.

name-privacy = privacy
command-privacy = 自分のデータを書き出す、または消去します
name-privacy-export = 書き出し
command-privacy-export = すべてのサーバーに保存されている自分のデータを、1つのファイルでダウンロードします
name-privacy-delete = 消去
command-privacy-delete = 全サーバーの自分のプロンプトと画像リンクを消去します（確認してから実行します）
name-privacy-editing = 編集許可
command-privacy-editing = ほかの人があなたの画像を Easel で編集できるかどうかを設定します（全サーバー共通）
optname-allowed = 許可
option-editing-allowed = サーバーが認める場合に、ほかの人があなたの画像を編集できるかどうか
editing-allowed-done = サーバーが認める場合、ほかの人があなたの画像を編集できます。
editing-refused-done = あなたの画像を Easel で編集できるのは、あなただけになりました。
export-done = 保存されているあなたのデータのすべてです（{ $count }件）。まず中の README.txt をお読みください。
export-left-out = 古いほうから{ $count }件は、Discord のアップロード上限に収まりませんでした。残りは運営者に問い合わせてください。
export-direct = ここにファイルを添付できなかったため、ダイレクトメッセージで送りました。
export-readme =
    Easel を使ったすべてのサーバーで保存されている、あなたのデータのすべてです。
    各ファイルは JSON の一覧で、新しい順です。時刻は UTC、ID は Discord のものです。
    ほかの人の ID は含まれていません。
    generations    リクエスト：プロンプト、オプション、画像へのリンク、クレジット
    ledger         クレジットの全履歴
    counters       日ごとの使用量と、残っているボーナスクレジット
    erased_use     前回データを消去する前の、今日の使用量
    bot_state      前回データを消去する前にコンテンツポリシーでブロックされた日時と、管理者に通知された日時
    limits         管理者があなたに設定した1日の上限
    blocks         あなたがブロックされているサーバーと、あなたが行ったブロック
    audit          管理者があなたについて行った変更と、あなたが行った変更
    reports        あなたが報告した画像
    member_defaults  あなたの既定値
    reactions      Easel が対応したあなたの 🔁 リアクション
    edit_opt_outs  ほかの人に画像を編集させないという設定
    edit_consents  過去1日に、あなたが許可した、または許可された画像の編集
export-readme-left = 容量のため省いた件数：
refused-export-soon = データは先ほどダウンロードしたばかりです。1分後にもう一度試してください。
refused-export-undelivered = ここにもダイレクトメッセージにもファイルを送れませんでした。このサーバーからのダイレクトメッセージを許可して、もう一度試してください。
button-erase = データを消去
erase-repeats = ほかのメンバーがあなたの画像をもう一度描いた結果では、画像は残りますが、完了したリクエストからあなたのプロンプトは消去されます。
erase-repeats-kept = ほかのメンバーがあなたの画像をもう一度描いたリクエストには、あなたのプロンプトが残ります。
erase-question =
    すべてのサーバーで Easel が保存しているあなたのデータを消去しますか？この操作は元に戻せません。
    • **消去されるもの：**プロンプト、画像へのリンク、あなたの既定値、投稿へのリンク。ボーナスクレジットは失われます。
    • **残るもの：**名前を除いたクレジットの履歴、管理者によるブロックと上限、画像の編集についての設定、その日が終わるまでの今日の使用量、コンテンツポリシーによるブロックの記録（6時間）。
    • **もう一度描かれた画像：**{ $repeats }
    • **対象外：**チャンネルの投稿（ご自分で削除できます）と、運営者のバックアップ（後で削除されます）。
    控えが必要な場合は、先に `/privacy { name-privacy-export }` を使ってください。この確認は{ $until }に期限が切れます。
erase-done = 完了しました。{ $count }件のリクエストからあなたのデータを消去し、クレジットの履歴からも名前を除きました。チャンネルの投稿はご自分で削除してください。
refused-erase-open = リクエストがまだ{ $count }件進行中です。終わってからもう一度試してください。何も消去していません。
refused-erase-late = この確認は期限切れです。もう一度 `/privacy { name-privacy-delete }` を使ってください。何も消去していません。
refused-erase-not-yours = 確認できるのは、この操作を始めた本人だけです。何も消去していません。
