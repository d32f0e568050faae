### /ideas. Prompts are not translated, because they contain the text in the picture.

name-ideas = ideen
command-ideas = Fertige Prompts, die du ändern und zeichnen lassen kannst
ideas-title = Prompt-Ideen
ideas-how = Wähle eine, um sie als Formular zu öffnen. Berechnet wird erst, wenn du es abschickst.
ideas-choose = Wähle eine Idee …
ideas-facts = { $credits ->
    [one] { $credits } Credit
   *[other] { $credits } Credits
} · { $size } · { $quality }
ideas-gone = Diese Idee gibt es nicht mehr. Die aktuelle Liste siehst du mit `/{ name-ideas }`.
ideas-none = Es gibt noch keine Ideen. Schreib mit `/{ name-imagine }` deinen eigenen Prompt.
idea-title-night-market = Nachtmarkt im Regen
idea-shows-night-market = Viele lesbare Schilder in einer belebten Szene
idea-title-jazz-poster = Plakat für ein Jazzfestival
idea-shows-jazz-poster = Plakattypografie mit klarer Hierarchie
idea-title-coffee-infographic = So funktioniert Espresso
idea-shows-coffee-infographic = Eine Infografik mit nummerierten Beschriftungen
idea-title-perfume-shot = Parfüm auf Basalt
idea-shows-perfume-shot = Ein Produktfoto mit gedrucktem Etikett
idea-title-banking-app = Handy-App, drei Ansichten
idea-shows-banking-app = Ein UI-Entwurf mit realistischen Inhalten
idea-title-transit-map = U-Bahn-Plan einer erfundenen Stadt
idea-shows-transit-map = Ein Plan mit vielen kleinen Beschriftungen
idea-title-book-cover = Umschlag eines Taschenbuchs
idea-shows-book-cover = Titel, Autor und Bild aus einem Guss
idea-title-chalkboard-menu = Speisekarte auf der Kreidetafel
idea-shows-chalkboard-menu = Handschrift in mehreren Stilen
idea-title-botanical-plate = Botanische Tafel
idea-shows-botanical-plate = Feine wissenschaftliche Illustration mit Bildtexten
idea-title-four-panel-comic = Ein Comic in vier Bildern
idea-shows-four-panel-comic = Dieselbe Figur und lesbare Sprechblasen in jedem Bild
idea-title-isometric-workshop = Isometrische Werkstatt
idea-shows-isometric-workshop = Viele Details, klar geordnet
idea-title-wide-landscape = Bergbahn im ersten Licht
idea-shows-wide-landscape = Ein filmisches Breitbild ganz ohne Text
