### /defaults.

name-defaults = vorgaben
command-defaults = Deine Größe, Qualität, Anzahl und Sichtbarkeit, wenn du nichts angibst
defaults-title = Deine Standardwerte
defaults-how = Gelten bei `/{ name-imagine }` auf jedem Server, wenn du eine Option weglässt.
defaults-size = Größe
defaults-quality = Qualität
defaults-count = Anzahl der Bilder
defaults-private = Nur für dich
defaults-yes = ja
defaults-no = nein
defaults-own = { $name }: { $value } (dein Standardwert)
defaults-none = { $name }: { $value } (nichts festgelegt)
defaults-ignored = Auf diesem Server nicht verfügbar und hier deshalb nicht verwendet.
defaults-choice = { $name }: { $value }
defaults-choice-none = { $name }: kein eigener Standardwert
defaults-not-used = Hier nicht verwendet, weil dieser Server oder das Modell es nicht anbietet: dein Standardwert für { $names }. Ändere ihn mit `/{ name-defaults }`.
