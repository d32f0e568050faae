### Refusals by a server's own rules. channels, roles, sizes, qualities and counts are lists.
### Nothing is said of the words that a server refuses.

rules-channel = このチャンネルでは描画が有効になっていません。このサーバーでは { $channels } で使えます。
rules-role = このサーバーでは、次のいずれかのロールを持つメンバーだけが描画できます：{ $roles }
rules-word = このプロンプトには、このサーバーのルールで使えない言葉が含まれています。言い換えてください。クレジットは使われていません。
rules-size = このサーバーではそのサイズは使えません。使えるサイズ：{ $sizes }
rules-quality = このサーバーではその品質は使えません。使える品質：{ $qualities }
rules-count = このサーバーで一度に描ける画像は { $most } 枚までです。選べる枚数：{ $counts }
rules-repeat = ここでは、他の人の画像をもう一度描けるのは次のいずれかのロールを持つメンバーだけです：{ $roles }。自分の画像は `/imagine` で作れます。
