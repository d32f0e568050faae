### Copy as code.

menu-code = コードとしてコピー
name-code = コード
command-code = 同じ呼び出しを TypeScript・Python・HTTP で表示します（描画はしません）
option-code-prompt = 描かれる内容
button-code = コードとしてコピー
code-title = `{ $model }` への同じ呼び出しです。自分のコードで使えます。キーは `FAL_KEY` から読み込みます。
code-files = プロンプトが長いため、3つともファイルにしました。
refused-no-result = このメッセージは Easel の画像ではありません。Easel が投稿したメッセージを選んでください。
