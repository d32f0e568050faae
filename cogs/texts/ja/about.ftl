### /about.

name-about = 概要
command-about = Easel の紹介、保存している内容、はじめ方
about-what = **Easel** { $version } は説明文から画像を描きます。描くのは fal の { $model } で、プロンプトはそこへ送られます。
about-stored = 保存しているもの：リクエストの内容と場所、画像のアドレス、クレジットとその動き、あなたの既定値、報告、繰り返しリアクション、管理者があなたについて決めたこと。
about-kept = プロンプトと終わったリクエストは{ $days }日後に削除されます。クレジットの動きは残ります。
about-kept-always = 終わったリクエストを削除するまでの期間は、運営者が設定していません。
about-rights = `/privacy { name-privacy-export }` で、あなたについて保存されているすべてを受け取れます。`/privacy { name-privacy-delete }` で消去できます。チャンネルの投稿はご自分で削除してください。
about-start = まずは `/{ name-imagine }` か `/{ name-ideas }` を試してください。`/{ name-quota }` でクレジットを確認できます。ガイドは Easel のファイルにある `docs/guide.md` です。このボットについての質問は、運営者を知っているサーバーの管理者に聞いてください。
