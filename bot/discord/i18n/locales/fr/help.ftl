### /help: one screen with the most important commands, whose descriptions follow help-title.

name-help = aide
command-help = Les commandes et boutons essentiels
help-title = **Easel** dessine des images à partir de tes descriptions :
help-buttons = **Sous une image :** 🔁 la redessine, ✏️ permet de modifier le prompt, ⬆️ améliore la qualité et **{ button-more }** propose le reste.
help-admins = **Pour l’administration :**
