### The message after Easel was added to a server.

welcome-title = **Agradecemos por adicionar o Easel!** Os membros desenham com `/{ name-imagine }`.
welcome-limit = Cada membro tem { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
} por dia, o bastante para cerca de { $pictures ->
    [one] { $pictures } imagem
   *[other] { $pictures } imagens
}.
welcome-admins = **Para a administração:** `/{ name-settings }` define canais, cargos e tamanhos, `/quota-admin { name-quota-admin-default }` o limite diário e `/quota-admin { name-quota-admin-ceiling }` o teto deste servidor.
button-open-settings = Abrir configurações
