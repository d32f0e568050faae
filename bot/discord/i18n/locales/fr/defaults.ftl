### /defaults.

name-defaults = préférences
command-defaults = Choisir la taille, la qualité, le nombre d’images et la visibilité par défaut
defaults-title = Tes préférences
defaults-how = `/{ name-imagine }` les utilise sur tous les serveurs quand tu omets une option.
defaults-model = Modèle
defaults-size = Taille
defaults-quality = Qualité
defaults-count = Nombre d’images
defaults-private = Visible seulement par toi
defaults-mention = Mention quand c’est prêt
defaults-yes = oui
defaults-no = non
defaults-own = { $name } : { $value } (ta préférence)
defaults-ignored = Indisponible sur ce serveur, donc ignoré ici.
defaults-choice = { $name } : { $value }
defaults-choice-none = { $name } : utiliser la valeur du serveur ({ $value })
defaults-not-used = Ta préférence pour { $names } n’est pas disponible ici et n’a pas été utilisée. Tu peux la modifier avec `/{ name-defaults }`.
