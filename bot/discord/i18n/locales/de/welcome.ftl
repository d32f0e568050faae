### The message after Easel was added to a server.

welcome-title = **Danke, dass du Easel hinzugefügt hast!** Gezeichnet wird mit `/{ name-imagine }`.
welcome-limit = Alle haben { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
} pro Tag, genug für etwa { $pictures ->
    [one] { $pictures } Bild
   *[other] { $pictures } Bilder
}.
welcome-admins = **Für die Serverleitung:** `/{ name-settings }` regelt Kanäle, Rollen und Größen, `/quota-admin { name-quota-admin-default }` das Tageslimit und `/quota-admin { name-quota-admin-ceiling }` die Obergrenze dieses Servers.
button-open-settings = Einstellungen öffnen
