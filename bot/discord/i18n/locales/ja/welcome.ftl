### The message after Easel was added to a server.

welcome-title = **Easel を追加していただき、ありがとうございます！** メンバーは `/{ name-imagine }` で画像を描けます。
welcome-limit = 1人あたり1日{ $credits }クレジット（約{ $pictures }枚分）です。
welcome-admins = **管理者向け：**`/{ name-settings }` でチャンネル・ロール・サイズ、`/quota-admin { name-quota-admin-default }` で1日の上限、`/quota-admin { name-quota-admin-ceiling }` でこのサーバーの全体上限を設定できます。
button-open-settings = 設定を開く
