### /defaults.

name-defaults = defaults
command-defaults = Set your default size, quality, count and privacy
defaults-title = Your defaults
defaults-how = `/{ name-imagine }` uses these on every server when you leave an option out.
defaults-model = Model
defaults-size = Size
defaults-quality = Quality
defaults-count = Number of pictures
defaults-private = Only visible to you
defaults-mention = Mention when ready
defaults-yes = yes
defaults-no = no
defaults-own = { $name }: { $value } (your default)
defaults-ignored = Not available on this server, so it's ignored here.
defaults-choice = { $name }: { $value }
defaults-choice-none = { $name }: use the server's default ({ $value })
defaults-not-used = Your default for { $names } isn't available here, so it wasn't used. You can change it with `/{ name-defaults }`.
