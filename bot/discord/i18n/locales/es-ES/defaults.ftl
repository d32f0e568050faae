### /defaults.

name-defaults = preferencias
command-defaults = Fija tu tamaño, calidad, cantidad y privacidad predeterminados
defaults-title = Tus preferencias
defaults-how = `/{ name-imagine }` las usa en todos los servidores cuando omites una opción.
defaults-model = Modelo
defaults-size = Tamaño
defaults-quality = Calidad
defaults-count = Número de imágenes
defaults-private = Solo visible para ti
defaults-mention = Mención al terminar
defaults-yes = sí
defaults-no = no
defaults-own = { $name }: { $value } (tu preferencia)
defaults-ignored = No está disponible en este servidor, así que aquí se ignora.
defaults-choice = { $name }: { $value }
defaults-choice-none = { $name }: usar el valor del servidor ({ $value })
defaults-not-used = Tu preferencia para { $names } no está disponible aquí, así que no se ha usado. Puedes cambiarla con `/{ name-defaults }`.
