### /settings.

name-settings = settings
command-settings = Decide where, by whom and how this server draws
settings-title = Settings of this server
settings-intro = Every change counts at once and is recorded. Where nothing is chosen, nothing is restricted.
settings-section-overview = Everything at a glance
settings-section-places = Where and by whom
settings-section-repeats = Who may draw a result again
settings-section-choices = Sizes, qualities and number
settings-section-look = Spoilers and language
settings-section-safety = Safety and refused words
settings-section-notices = Log channel
settings-name-channels = Channels where drawing is allowed (with their threads)
settings-name-roles = Roles that may draw
settings-name-repeat-by = Who may draw others' results again
settings-name-repeat-roles = Roles for that
settings-name-sizes = Sizes
settings-name-qualities = Qualities
settings-name-largest-count = Most pictures at once
settings-name-spoiler = Hide pictures as spoilers until they are clicked
settings-name-spoiler-channels = Channels where pictures are always hidden
settings-name-language = Language of public posts
settings-name-safety-tolerance = Safety tolerance
settings-name-refused-words = Refused words
settings-name-log-channel = Channel for reports and notices
settings-why-server = decided here
settings-why-operator = the operator's setting
settings-why-model = the model's own
settings-why-nobody = not decided here
settings-value-everywhere = Everywhere
settings-value-everyone = Everyone
settings-value-none = None
settings-value-all = All that the model offers
settings-value-requester = Only whoever asked for it
settings-value-anyone = Anyone, on their own quota
settings-value-roles = Whoever asked for it, and the roles below
settings-value-no-roles = The roles below, but none is chosen: only whoever asked for it
settings-value-covered = Hidden everywhere
settings-value-uncovered = Not hidden
settings-value-own-language = Each member's own
settings-value-count = { $most ->
    [one] { $most } picture at most
   *[other] { $most } pictures at most
}
settings-value-tolerance = { $tolerance } (1 is the strictest, 6 the loosest)
settings-value-no-tolerance = This model has no such setting
settings-value-words = { $words ->
    [0] None
    [one] { $words } word
   *[other] { $words } words
}
settings-value-gone-channel = a deleted channel
settings-value-gone-role = a deleted role
settings-option-operator = The operator's setting: { $value }
placeholder-settings-channels = Choose channels
placeholder-settings-roles = Choose roles
button-settings-words = Edit the words
button-settings-clear = Clear these choices
title-settings-words = Refused words
label-settings-words = Words, one on each line
settings-words-how = At most { $most } words of { $longest } characters. Case, accents and hidden characters make no difference.
settings-words-limit = That is too much: { $most } words of at most { $longest } characters each can be refused. Nothing was changed.
settings-outdated = That choice is no longer offered. Open `/{ name-settings }` again. Nothing was changed.
