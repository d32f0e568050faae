### Refusals by server rules. $channels, $roles, $sizes, $qualities and $counts are lists.
### Blocked words are never repeated back.

rules-channel = Easel ist in diesem Kanal nicht aktiviert. Auf diesem Server kannst du es in { $channels } nutzen.
rules-role = Auf diesem Server können nur Mitglieder mit einer dieser Rollen Easel nutzen: { $roles }.
rules-word = Dein Prompt enthält ein Wort, das auf diesem Server gesperrt ist. Bitte formuliere ihn um. Es wurde nichts berechnet.
rules-model = Dieses Modell ist auf diesem Server nicht erlaubt. Erlaubt sind: { $models }.
rules-size = Diese Größe ist auf diesem Server nicht erlaubt. Erlaubt sind: { $sizes }.
rules-quality = Diese Qualität ist auf diesem Server nicht erlaubt. Erlaubt sind: { $qualities }.
rules-count = Auf diesem Server sind höchstens { $most ->
    [one] { $most } Bild
   *[other] { $most } Bilder
} pro Anfrage erlaubt. Zur Wahl stehen: { $counts }.
rules-repeat = Auf diesem Server können nur Mitglieder mit einer dieser Rollen die Bilder anderer noch einmal zeichnen lassen: { $roles }. Ein eigenes bekommst du mit `/{ name-imagine }`.
