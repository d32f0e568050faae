### /defaults.

name-defaults = preferencias
command-defaults = Tu tamaño, calidad, cantidad y privacidad cuando no los indicas
defaults-title = Tus valores predeterminados
defaults-how = Los usa `/{ name-imagine }` en todos los servidores cuando omites una opción.
defaults-size = Tamaño
defaults-quality = Calidad
defaults-count = Número de imágenes
defaults-private = Solo para ti
defaults-yes = sí
defaults-no = no
defaults-own = { $name }: { $value } (tu valor)
defaults-none = { $name }: { $value } (nada definido)
defaults-ignored = No se ofrece en este servidor, así que aquí se ignora.
defaults-choice = { $name }: { $value }
defaults-choice-none = { $name }: sin valor propio
defaults-not-used = No se ha usado aquí porque este servidor o el modelo no lo ofrece: tu valor para { $names }. Cámbialo con `/{ name-defaults }`.
