### /quota-admin.

admin-set = { $target } darf jetzt { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
} pro Tag verbrauchen (vorher: { $before }).
admin-unset = Das Tageslimit von { $target } ist aufgehoben (es betrug { $before }). Ab jetzt gilt die nächste passende Regel.
admin-unset-nothing = { $target } hatte kein eigenes Limit; es wurde nichts geändert.
admin-default-set = Wer kein eigenes Limit hat, darf hier jetzt { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
} pro Tag verbrauchen (vorher: { $before }).
admin-default-unset = Der Standard dieses Servers ist aufgehoben (er betrug { $before }); es gilt der Standard des Bots: { $operator ->
    [one] { $operator } Credit
   *[other] { $operator } Credits
} pro Tag.
admin-before-none = kein Limit
admin-grant = { $who } hat { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
} mehr; { $total } geschenkte bleiben, bis sie verbraucht sind.
admin-reset = { $credits ->
    [0] Bei { $who } gab es heute nichts zurückzusetzen.
    [one] { $who } hat { $credits } Credit von heute zurück.
   *[other] { $who } hat { $credits } Credits von heute zurück.
}
admin-blocked = { $who } kann auf diesem Server nicht mehr zeichnen.
admin-blocked-already = { $who } ist bereits gesperrt; es wurde nichts geändert.
admin-unblocked = { $who } kann wieder zeichnen.
admin-unblocked-already = { $who } ist nicht gesperrt; es wurde nichts geändert.
