### /help: one screen with the most important commands, whose descriptions follow help-title.

name-help = help
command-help = The most important commands and buttons
help-title = **Easel** draws pictures from your descriptions:
help-buttons = **Under a picture:** 🔁 draws it again, ✏️ lets you change the prompt, ⬆️ raises the quality, and **{ button-more }** has the rest.
help-admins = **For admins:**
