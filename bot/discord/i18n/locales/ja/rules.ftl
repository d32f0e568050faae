### Refusals by server rules. $channels, $roles, $sizes, $qualities and $counts are lists.
### Blocked words are never repeated back.

rules-channel = このチャンネルでは Easel を使えません。このサーバーでは { $channels } で使えます。
rules-role = このサーバーで Easel を使えるのは、次のいずれかのロールを持つメンバーだけです：{ $roles }
rules-word = プロンプトに、このサーバーで禁止されている言葉が含まれています。言い換えてください。クレジットは引かれていません。
rules-model = このサーバーではそのモデルを使えません。使えるモデル：{ $models }
rules-size = このサーバーではそのサイズは使えません。使えるサイズ：{ $sizes }
rules-quality = このサーバーではその品質は使えません。使える品質：{ $qualities }
rules-count = このサーバーでは1回に{ $most }枚までです。選べる枚数：{ $counts }
rules-repeat = このサーバーでほかの人の画像をもう一度描けるのは、次のいずれかのロールを持つメンバーだけです：{ $roles }。自分の画像は `/{ name-imagine }` で描けます。
