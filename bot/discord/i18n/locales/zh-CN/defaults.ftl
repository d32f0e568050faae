### /defaults.

name-defaults = 默认
command-defaults = 设置默认的尺寸、质量、数量和可见范围
defaults-title = 你的默认设置
defaults-how = 在任何服务器使用 `/{ name-imagine }` 时，省略的选项会采用这些设置。
defaults-model = 模型
defaults-size = 尺寸
defaults-quality = 质量
defaults-count = 图片数量
defaults-private = 仅自己可见
defaults-mention = 画好后提及我
defaults-yes = 是
defaults-no = 否
defaults-own = { $name }：{ $value }（你的默认设置）
defaults-ignored = 本服务器不提供，因此在这里不会使用。
defaults-choice = { $name }：{ $value }
defaults-choice-none = { $name }：使用服务器的默认值（{ $value }）
defaults-not-used = 你对{ $names }的默认设置在这里不可用，因此没有采用。可用 `/{ name-defaults }` 修改。
