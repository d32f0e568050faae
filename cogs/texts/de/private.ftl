### Replies that only their asker sees.

optname-private = privat
option-private = Fortschritt und Bilder nur dir zeigen
private-note = Nur du siehst das.
