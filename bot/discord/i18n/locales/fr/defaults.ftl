### /defaults.

name-defaults = préférences
command-defaults = Ta taille, ta qualité, ton nombre et ta visibilité quand tu ne précises rien
defaults-title = Tes réglages par défaut
defaults-how = Utilisés par `/{ name-imagine }` sur tous les serveurs quand tu omets une option.
defaults-size = Taille
defaults-quality = Qualité
defaults-count = Nombre d’images
defaults-private = Rien que pour toi
defaults-yes = oui
defaults-no = non
defaults-own = { $name } : { $value } (ton réglage)
defaults-none = { $name } : { $value } (rien de défini)
defaults-ignored = Non proposé sur ce serveur, donc ignoré ici.
defaults-choice = { $name } : { $value }
defaults-choice-none = { $name } : pas de réglage personnel
defaults-not-used = Non utilisé ici, car ce serveur ou le modèle ne le propose pas : ton réglage pour { $names }. Modifie-le avec `/{ name-defaults }`.
