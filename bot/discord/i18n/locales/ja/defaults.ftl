### /defaults.

name-defaults = 既定値
command-defaults = 省略したときに使う自分のサイズ・品質・枚数・公開範囲を決めます
defaults-title = あなたの既定値
defaults-how = どのサーバーでも、`/{ name-imagine }` でオプションを省略したときに使われます。
defaults-size = サイズ
defaults-quality = 品質
defaults-count = 枚数
defaults-private = 自分だけに表示
defaults-yes = はい
defaults-no = いいえ
defaults-own = { $name }：{ $value }（あなたの既定値）
defaults-none = { $name }：{ $value }（未設定）
defaults-ignored = このサーバーでは選べないため、ここでは使われません。
defaults-choice = { $name }：{ $value }
defaults-choice-none = { $name }：自分の既定値なし
defaults-not-used = このサーバーまたはモデルで選べないため、{ $names }の既定値は使われませんでした。`/{ name-defaults }` で変更できます。
