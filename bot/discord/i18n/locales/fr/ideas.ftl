### /ideas. Prompts are not translated, because they contain the text in the picture.

name-ideas = idées
command-ideas = Des prompts tout prêts, à modifier et à dessiner
ideas-title = Idées de prompts
ideas-how = Choisis-en une pour l’ouvrir dans un formulaire. Rien n’est débité avant l’envoi.
ideas-choose = Choisis une idée…
ideas-facts = { $credits ->
    [one] { $credits } crédit
   *[other] { $credits } crédits
} · { $size } · { $quality }
ideas-gone = Cette idée n’est plus disponible. Utilise `/{ name-ideas }` pour voir la liste actuelle.
ideas-none = Il n’y a pas encore d’idées. Écris ton propre prompt avec `/{ name-imagine }`.
idea-title-night-market = Marché de nuit sous la pluie
idea-shows-night-market = Beaucoup d’enseignes lisibles dans une scène animée
idea-title-jazz-poster = Affiche d’un festival de jazz
idea-shows-jazz-poster = Une typographie d’affiche bien hiérarchisée
idea-title-coffee-infographic = Comment marche un expresso
idea-shows-coffee-infographic = Une infographie aux légendes numérotées
idea-title-perfume-shot = Parfum sur basalte
idea-shows-perfume-shot = Une photo de produit avec étiquette imprimée
idea-title-banking-app = Application mobile, trois écrans
idea-shows-banking-app = Une maquette d’interface au contenu réaliste
idea-title-transit-map = Plan de métro d’une ville inventée
idea-shows-transit-map = Un schéma aux nombreuses petites légendes
idea-title-book-cover = Couverture d’un roman de poche
idea-shows-book-cover = Titre, auteur et image en une seule composition
idea-title-chalkboard-menu = Menu sur ardoise
idea-shows-chalkboard-menu = Un lettrage à la main en plusieurs styles
idea-title-botanical-plate = Planche botanique
idea-shows-botanical-plate = Une illustration scientifique détaillée et légendée
idea-title-four-panel-comic = Une BD en quatre cases
idea-shows-four-panel-comic = Le même personnage et des bulles lisibles partout
idea-title-isometric-workshop = Atelier isométrique
idea-shows-isometric-workshop = Une foule de détails bien ordonnés
idea-title-wide-landscape = Train de montagne à l’aube
idea-shows-wide-landscape = Une image large, cinématographique, sans texte
