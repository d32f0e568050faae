### /defaults.

name-defaults = defaults
command-defaults = Your own size, quality, count and privacy where you leave them out
defaults-title = Your own defaults
defaults-how = Used by `/{ name-imagine }` on every server where you leave an option out.
defaults-size = Size
defaults-quality = Quality
defaults-count = Number of pictures
defaults-private = Only for you
defaults-yes = yes
defaults-no = no
defaults-own = { $name }: { $value } (your default)
defaults-none = { $name }: { $value } (nothing set)
defaults-ignored = Not offered on this server, so it is ignored here.
defaults-choice = { $name }: { $value }
defaults-choice-none = { $name }: no default of your own
defaults-not-used = Not used here, because this server or the model does not offer it: your default for { $names }. Change it with `/{ name-defaults }`.
