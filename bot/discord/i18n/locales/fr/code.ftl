### Copy as code.

menu-code = Copier en code
name-code = code
command-code = L’appel d’API en TypeScript, Python et HTTP ; rien n’est dessiné
option-code-prompt = Le prompt à mettre dans le code
button-code = Copier en code
code-title = Cette demande sous forme de code pour `{ $model }`. La clé d’API est lue dans `FAL_KEY`.
code-files = Le prompt est long : le code est joint dans trois fichiers.
code-references = { $count ->
    [one] L’image n’est pas publique : remplace son adresse par une des tiennes.
   *[other] Les images ne sont pas publiques : remplace leurs adresses par les tiennes.
}
refused-no-result = Ce message n’est pas une image d’Easel. Choisis un message qu’Easel a publié.
