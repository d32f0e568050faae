### /quota-admin audit: log of administrative changes.

name-quota-admin-audit = registro
command-quota-admin-audit = Ver quem mudou o quê, do mais recente ao mais antigo
audit-title = Mudanças neste servidor, as mais recentes primeiro
audit-none = Nada foi alterado neste servidor ainda.
audit-undone = (desfeito)
audit-target-default = membros sem limite próprio
audit-did-set = { $who } definiu o limite diário em { $after } para { $target } (antes: { $before })
audit-did-unset = { $who } removeu o limite diário de { $before } para { $target }
audit-did-grant = { $credits ->
    [one] { $who } deu { $credits } crédito extra a { $target }
   *[other] { $who } deu { $credits } créditos extras a { $target }
}
audit-did-reset = { $credits ->
    [one] { $who } zerou o uso diário de { $target } ({ $credits } crédito)
   *[other] { $who } zerou o uso diário de { $target } ({ $credits } créditos)
}
audit-did-block = { $who } bloqueou { $target }
audit-did-unblock = { $who } desbloqueou { $target }
audit-did-setting = { $who } mudou “{ $subject }”: { $before } → { $after }
audit-did-undo = { $who } desfez #{ $number }
button-audit-newer = Mais recentes
button-audit-older = Mais antigos
