### Copy as code.

menu-code = Copier en code
name-code = code
command-code = Le même appel en TypeScript, Python et HTTP ; rien n’est dessiné
option-code-prompt = Ce qui serait dessiné
button-code = Copier en code
code-title = Le même appel à `{ $model }` dans ton propre code. Il lit ta clé dans `FAL_KEY`.
code-files = Le prompt est long : les trois versions sont donc des fichiers.
refused-no-result = Ce message n’est pas une image d’Easel. Choisis un message qu’Easel a publié.
