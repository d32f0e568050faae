### /help: one screen with the most important commands, whose descriptions follow help-title.

name-help = ajuda
command-help = Os comandos e botões mais importantes
help-title = **Easel** desenha imagens a partir das suas descrições:
help-buttons = **Abaixo de uma imagem:** 🔁 desenha de novo, ✏️ permite mudar o prompt, ⬆️ aumenta a qualidade e **{ button-more }** tem o resto.
help-admins = **Para a administração:**
