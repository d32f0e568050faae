### /about.

name-about = 概要
command-about = Easel の紹介、保存されるデータ、はじめ方
about-what = **Easel** { $version } は、説明文から画像を描くボットです。プロンプトは fal の { $model } に送信されます。
about-stored = **保存されるもの：**リクエストの内容と場所、画像へのリンク、クレジットとその履歴、あなたの既定値、報告と 🔁 リアクション、管理者があなたについて決めたこと。
about-seen = **見られる人：**投稿された画像とプロンプトは、チャンネルの全員に見えます。サーバーの管理者は ID でリクエストを調べられます。共有も報告もされていない非公開のリクエストについては、誰が、いつ、何クレジットで、どうなったかだけが見え、プロンプトは見えません。運営者はデータベースを閲覧できます。
about-kept = プロンプトと完了したリクエストは{ $days }日後に削除されます。クレジットの履歴は残ります。
about-kept-always = 完了したリクエストは無期限で保存されます。
about-rights = `/privacy { name-privacy-export }` でデータのコピーを受け取り、`/privacy { name-privacy-delete }` で消去できます。チャンネルの投稿は対象外なので、ご自分で削除してください。
about-start = まずは `/{ name-imagine }` か `/{ name-ideas }` から。`/{ name-quota }` でクレジットを確認できます。質問はサーバーの管理者にどうぞ。
button-about-data = データについて
button-guide = ガイド
button-support = サポート
