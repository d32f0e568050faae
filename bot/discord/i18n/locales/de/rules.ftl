### Refusals by a server's own rules. channels, roles, sizes, qualities and counts are lists.
### Nothing is said of the words that a server refuses.

rules-channel = In diesem Kanal ist Zeichnen nicht eingeschaltet. Auf diesem Server geht es in { $channels }.
rules-role = Auf diesem Server dürfen Mitglieder mit einer dieser Rollen zeichnen: { $roles }.
rules-word = Die Regeln dieses Servers lehnen ein Wort in deinem Prompt ab. Formuliere ihn bitte um; es wurde nichts berechnet.
rules-size = Diese Größe ist auf diesem Server nicht erlaubt. Erlaubt sind: { $sizes }.
rules-quality = Diese Qualität ist auf diesem Server nicht erlaubt. Erlaubt sind: { $qualities }.
rules-count = Auf diesem Server gibt es höchstens { $most ->
    [one] { $most } Bild
   *[other] { $most } Bilder
} auf einmal. Erlaubt sind: { $counts }.
rules-repeat = Bilder anderer dürfen hier Mitglieder mit einer dieser Rollen noch einmal zeichnen: { $roles }. Für ein eigenes nimm `/{ name-imagine }`.
