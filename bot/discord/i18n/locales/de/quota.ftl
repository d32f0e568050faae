### /quota.

quota-title = Dein Kontingent auf diesem Server
quota-title-member = Kontingent von { $who }
quota-allowance-member = Tageskontingent: { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
}, von der Serverleitung für dich festgelegt.
quota-allowance-role = Tageskontingent: { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
}, durch die Rolle { $role }.
quota-allowance-default = Tageskontingent: { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
}, der Standard dieses Servers.
quota-allowance-operator = Tageskontingent: { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
}, der Standard des Bots.
quota-used = Heute verbraucht: { $used }.
quota-granted = Zusätzlich geschenkt, ohne Verfall: { $granted }.
quota-left = Jetzt noch übrig: { $left ->
    [one] { $left } Credit
   *[other] { $left } Credits
}.
quota-renews = Das Tageskontingent erneuert sich { $renews }.
quota-blocked = Die Serverleitung hat das Zeichnen für dieses Mitglied gesperrt.
quota-price = Ein Bild ({ $size }, { $quality }) kostet { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
}; je nach Größe und Qualität sind es { $least } bis { $most }.
