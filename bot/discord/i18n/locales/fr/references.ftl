### Images de référence refusées. { $number } est la position de l’image s’il y en a plusieurs, sinon 0.

refused-reference-name = { $number ->
    [0] Ton image
   *[other] L’image { $number }
}
refused-reference-type = { refused-reference-name } est dans un format qu’Easel ne prend pas en charge. Envoie un PNG, JPEG, WebP ou GIF. Rien n’a été débité.
refused-reference-damaged = { refused-reference-name } est endommagée ou incomplète. Enregistre-la à nouveau et renvoie-la. Rien n’a été débité.
refused-reference-bytes = { refused-reference-name } dépasse { $limit } Mo. Envoie un fichier plus petit. Rien n’a été débité.
refused-reference-pixels = { refused-reference-name } a trop de pixels : le maximum pour ce type de fichier est de { $limit } mégapixels. Envoie une version plus petite. Rien n’a été débité.
refused-reference-shape = { refused-reference-name } est trop étroite : un côté peut faire au plus { $limit } fois l’autre, et aucun moins de 16 pixels. Rien n’a été débité.
refused-reference-download = { refused-reference-name } n’a pas pu être téléchargée depuis Discord. Joins-la à nouveau. Rien n’a été débité.
refused-reference-space = Easel n’a plus de place pour les images en ce moment. L’opérateur doit en libérer ; réessaie plus tard. Rien n’a été débité.
refused-reference-unsafe = { refused-reference-name } semble contenir de la nudité : Easel ne peut pas la modifier. Rien n’a été débité.
refused-reference-unchecked = Easel n’a pas pu vérifier tes images pour le moment. Réessaie dans quelques minutes. Rien n’a été débité.
