### /help: one screen with the most important commands, whose descriptions follow help-title.

name-help = hilfe
command-help = Die wichtigsten Befehle und Buttons
help-title = **Easel** zeichnet Bilder nach deinen Beschreibungen:
help-buttons = **Unter einem Bild:** 🔁 zeichnet es noch einmal, mit ✏️ änderst du den Prompt, ⬆️ erhöht die Qualität, und **{ button-more }** hat alles Weitere.
help-admins = **Für die Serverleitung:**
