### The message after Easel was added to a server.

welcome-title = **Thanks for adding Easel!** Members draw with `/{ name-imagine }`.
welcome-limit = Everyone has { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
} a day, enough for about { $pictures ->
    [one] { $pictures } picture
   *[other] { $pictures } pictures
}.
welcome-admins = **For admins:** `/{ name-settings }` sets channels, roles and sizes, `/quota-admin { name-quota-admin-default }` the daily limit, and `/quota-admin { name-quota-admin-ceiling }` the spending cap of this server.
button-open-settings = Open settings
