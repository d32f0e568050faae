### Copy as code.

menu-code = コードとしてコピー
name-code = コード
command-code = API 呼び出しを TypeScript・Python・HTTP のコードで表示します（描画はしません）
option-code-prompt = コードに入れるプロンプト
button-code = コードとしてコピー
code-title = このリクエストを `{ $model }` 用のコードにしました。API キーは `FAL_KEY` から読み込みます。
code-files = プロンプトが長いため、コードを3つのファイルで添付しました。
refused-no-result = このメッセージは Easel の画像ではありません。Easel が投稿したメッセージを選んでください。
