### /defaults.

name-defaults = vorgaben
command-defaults = Deine Vorgaben für Größe, Qualität, Anzahl und Sichtbarkeit festlegen
defaults-title = Deine Vorgaben
defaults-how = `/{ name-imagine }` verwendet sie auf jedem Server, wenn du eine Option weglässt.
defaults-model = Modell
defaults-size = Größe
defaults-quality = Qualität
defaults-count = Anzahl der Bilder
defaults-private = Nur für dich sichtbar
defaults-mention = Erwähnung, wenn fertig
defaults-yes = ja
defaults-no = nein
defaults-own = { $name }: { $value } (deine Vorgabe)
defaults-ignored = Auf diesem Server nicht verfügbar, wird hier also ignoriert.
defaults-choice = { $name }: { $value }
defaults-choice-none = { $name }: Standard des Servers verwenden ({ $value })
defaults-not-used = Deine Vorgabe für { $names } ist hier nicht verfügbar und wurde nicht verwendet. Ändern kannst du sie mit `/{ name-defaults }`.
