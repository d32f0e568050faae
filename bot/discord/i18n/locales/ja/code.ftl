### Copy as code.

menu-code = コードとしてコピー
name-code = コード
command-code = API 呼び出しを TypeScript・Python・HTTP のコードで表示します（描画はしません）
option-code-prompt = コードに入れるプロンプト
button-code = コードとしてコピー
code-title = このリクエストを `{ $model }` 用のコードにしました。API キーは `FAL_KEY` から読み込みます。
code-files = プロンプトが長いため、コードを3つのファイルで添付しました。
code-references = もとの画像{ $count }枚は公開されていません。アドレスを自分の画像のものに置き換えてください。
refused-no-result = このメッセージは Easel の画像ではありません。Easel が投稿したメッセージを選んでください。
