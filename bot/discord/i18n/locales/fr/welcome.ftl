### The message after Easel was added to a server.

welcome-title = **Merci d’avoir ajouté Easel !** Les membres dessinent avec `/{ name-imagine }`.
welcome-limit = Chaque membre a { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} par jour, de quoi faire environ { $pictures ->
    [one] { $pictures } image
   *[other] { $pictures } images
}.
welcome-admins = **Pour l’administration :** `/{ name-settings }` règle les salons, rôles et tailles, `/quota-admin { name-quota-admin-default }` la limite quotidienne et `/quota-admin { name-quota-admin-ceiling }` le plafond de ce serveur.
button-open-settings = Ouvrir les réglages
