### The message after Easel was added to a server.

welcome-title = **¡Gracias por añadir Easel!** Los miembros dibujan con `/{ name-imagine }`.
welcome-limit = Cada miembro tiene { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} al día, para alrededor de { $pictures ->
    [one] { $pictures } imagen
   *[other] { $pictures } imágenes
}.
welcome-admins = **Para la administración:** `/{ name-settings }` configura canales, roles y tamaños, `/quota-admin { name-quota-admin-default }` el límite diario y `/quota-admin { name-quota-admin-ceiling }` el tope de este servidor.
button-open-settings = Abrir los ajustes
