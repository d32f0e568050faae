### /about.

name-about = about
command-about = Easel とは何か、何を保存しているか、どこから始めるか
about-what = **Easel** { $version } は説明文から画像を描きます。fal の { $model } を使い、プロンプトはそこへ送られます。
about-stored = 保存しているもの: 頼んだ内容と場所、画像のアドレス、クレジットとその動き、既定の設定、報告、繰り返しリアクション、管理者があなたについて決めたこと。
about-kept = プロンプトと終わったリクエストは { $days } 日後に削除されます。クレジットの動きは残ります。
about-kept-always = 終わったリクエストを削除するまでの期間は、運営者が設定していません。
about-rights = `/privacy { name-privacy-export }` であなたについて保存されているすべてを受け取れ、`/privacy { name-privacy-delete }` で消去できます。チャンネルの投稿はご自分で削除してください。
about-start = まずは `/imagine` か `/ideas` をお試しください。`/quota` でクレジットを確認できます。ガイドは Easel のファイルにある `docs/guide.md` です。このボットについての質問は、運営者を知っているサーバーの管理者にお尋ねください。
