### /help: one screen with the most important commands, whose descriptions follow help-title.

name-help = ヘルプ
command-help = 主なコマンドとボタン
help-title = **Easel** は説明文から画像を描きます：
help-buttons = **画像の下のボタン：**🔁 でもう一度描く、✏️ でプロンプトを変える、⬆️ で品質を上げる。そのほかは **{ button-more }** から。
help-admins = **管理者向け：**
