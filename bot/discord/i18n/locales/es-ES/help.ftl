### /help: one screen with the most important commands, whose descriptions follow help-title.

name-help = ayuda
command-help = Los comandos y botones más importantes
help-title = **Easel** dibuja imágenes a partir de tus descripciones:
help-buttons = **Debajo de una imagen:** 🔁 la dibuja otra vez, ✏️ te deja cambiar el prompt, ⬆️ sube la calidad y **{ button-more }** tiene el resto.
help-admins = **Para la administración:**
