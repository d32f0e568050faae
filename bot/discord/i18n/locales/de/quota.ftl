### /quota.

quota-title = Deine Credits auf diesem Server
quota-title-member = Credits von { $who }
quota-allowance-member = Tageslimit: { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
}, von der Serverleitung individuell festgelegt
quota-allowance-role = Tageslimit: { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
}, durch die Rolle { $role }
quota-allowance-default = Tageslimit: { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
}, der Standard dieses Servers
quota-allowance-operator = Tageslimit: { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
}, der Standard des Bots
quota-used = Heute verbraucht: { $used }
quota-granted = Bonus-Credits: { $granted } (verfallen nicht)
quota-left = Übrig: { $left ->
    [one] { $left } Credit
   *[other] { $left } Credits
}
quota-enough = etwa { $pictures ->
    [one] { $pictures } weiteres Bild
   *[other] { $pictures } weitere Bilder
}
quota-renews = Neue Credits { $renews }
quota-blocked = Von der Serverleitung gesperrt: keine Bilder auf diesem Server.
quota-price = Ein Bild ({ $size }, { $quality }) kostet { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
}. Andere Größen und Qualitäten kosten { $least } bis { $most }.
refused-quota = Das kostet { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
}, und du hast noch { $left }. Neue Credits gibt es { $renews }.
# Offered with the refusal above. At most 80 characters.
button-afford = { $count ->
    [one] { $count } Bild
   *[other] { $count } Bilder
}, { $quality }: { $cost ->
    [one] { $cost } Credit
   *[other] { $cost } Credits
}
