### /quota-admin.

admin-set = { $target } darf jetzt { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
} pro Tag verbrauchen (vorher: { $before }).
admin-unset = Das Tageslimit von { $target } ist aufgehoben (vorher: { $before }). Jetzt gilt das nächste passende Limit.
admin-unset-nothing = { $target } hat kein eigenes Limit. Es wurde nichts geändert.
admin-default-set = Mitglieder ohne eigenes Limit dürfen auf diesem Server jetzt { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
} pro Tag verbrauchen (vorher: { $before }).
admin-default-unset = Das Standardlimit dieses Servers ist aufgehoben (vorher: { $before }). Es gilt der Standard des Bots: { $operator ->
    [one] { $operator } Credit
   *[other] { $operator } Credits
} pro Tag.
admin-before-none = nicht festgelegt
admin-grant = { $who } hat jetzt { $total ->
    [one] { $total } Bonus-Credit
   *[other] { $total } Bonus-Credits
} (+{ $credits }).
admin-reset = { $credits ->
    [0] { $who } hat heute noch keine Credits verbraucht.
    [one] Heutiger Verbrauch von { $who } zurückgesetzt: { $credits } Credit ist wieder verfügbar.
   *[other] Heutiger Verbrauch von { $who } zurückgesetzt: { $credits } Credits sind wieder verfügbar.
}
admin-blocked = { $who } kann Easel auf diesem Server nicht mehr nutzen.
admin-blocked-already = { $who } ist schon gesperrt. Es wurde nichts geändert.
admin-unblocked = { $who } kann Easel wieder nutzen.
admin-unblocked-already = { $who } ist nicht gesperrt. Es wurde nichts geändert.
