### /settings.

name-settings = settings
command-settings = Set channels, roles, sizes, spoilers, reports and blocked words
settings-title = Server settings
settings-intro = Changes apply immediately and are logged. Anything you leave empty is unrestricted.
settings-rest = Everything else has its default.
settings-untouched = Everything has its default. Choose a section above to change something.
settings-section-overview = Overview
settings-section-places = Channels and roles
settings-section-repeats = Who can rerun requests
settings-section-choices = Sizes, qualities and count
settings-section-look = Spoilers and language
settings-section-safety = Safety and blocked words
settings-section-notices = Log channel
settings-name-channels = Channels where Easel can be used (threads included)
settings-name-roles = Roles that can use Easel
settings-name-repeat-by = Who can rerun other people's requests
settings-name-repeat-roles = Roles that can rerun other people's requests
settings-name-models = Models
settings-name-sizes = Sizes
settings-name-qualities = Qualities
settings-name-largest-count = Maximum pictures per request
settings-name-spoiler = Hide pictures as spoilers
settings-name-spoiler-channels = Channels where pictures are always hidden
settings-name-language = Language of public posts
settings-name-safety-tolerance = Safety tolerance
settings-name-others-pictures = Editing pictures that other members posted
settings-name-refused-words = Blocked words
settings-name-log-channel = Channel for reports and notices
settings-why-server = set here
settings-why-operator = set by the operator
settings-why-model = the model's default
settings-why-default = default
settings-value-everywhere = Everywhere
settings-value-everyone = Everyone
settings-value-none = None
settings-value-all = Everything the model offers
settings-value-requester = Only the person who requested it
settings-value-anyone = Anyone, with their own credits
settings-value-roles = The person who requested it, and the roles below
settings-value-no-roles = The person who requested it (no roles selected below)
settings-value-covered = Hidden everywhere
settings-value-uncovered = Not hidden
settings-value-own-language = Each member's own language
settings-value-count = { $most ->
    [one] Up to { $most } picture
   *[other] Up to { $most } pictures
}
settings-value-tolerance = { $tolerance } (1 is the strictest, 6 the most permissive)
settings-value-no-tolerance = Not supported by this model
settings-value-pictures-never = Never
settings-value-pictures-ask = If the person who posted it agrees
settings-value-pictures-allowed = Always, unless they opted out
settings-value-words = { $words ->
    [0] None
    [one] { $words } word
   *[other] { $words } words
}
settings-value-gone-channel = a deleted channel
settings-value-gone-role = a deleted role
settings-option-operator = Default: { $value }
placeholder-settings-channels = Choose channels
placeholder-settings-roles = Choose roles
button-settings-words = Edit words
button-settings-clear = Clear selection
title-settings-words = Blocked words
label-settings-words = Words, one per line
settings-words-how = Up to { $most } words of { $longest } characters. Case, accents and hidden characters are ignored.
settings-words-limit = That's too much: you can block up to { $most } words of { $longest } characters each. Nothing was changed.
settings-outdated = That option is no longer available. Open `/{ name-settings }` again. Nothing was changed.
