### /defaults.

name-defaults = 默认
command-defaults = 设置你省略时使用的尺寸、质量、数量和可见范围
defaults-title = 你的默认设置
defaults-how = 在任何服务器使用 `/{ name-imagine }` 时，省略的选项都会用这里的设置。
defaults-size = 尺寸
defaults-quality = 质量
defaults-count = 图片数量
defaults-private = 仅自己可见
defaults-yes = 是
defaults-no = 否
defaults-own = { $name }：{ $value }（你的默认）
defaults-none = { $name }：{ $value }（未设置）
defaults-ignored = 本服务器不提供，因此在这里不会使用。
defaults-choice = { $name }：{ $value }
defaults-choice-none = { $name }：不设自己的默认
defaults-not-used = 由于本服务器或模型不提供，这里没有使用你对{ $names }的默认设置。可用 `/{ name-defaults }` 修改。
