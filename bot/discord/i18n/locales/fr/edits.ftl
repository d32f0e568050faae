### Retouches : demandes qui partent d’images. Noms : 32 caractères au plus ; descriptions et choix : 100 ;
### libellés des formulaires : 45.

name-edit = modifier
command-edit = Modifier ou combiner des images selon ta description
option-edit-prompt = Ce qu’il faut changer, ou ce qu’il faut faire des images
optname-image = image
option-image = L’image à modifier (PNG, JPEG, WebP ou GIF) ; elle est envoyée au service d’images
optname-image2 = image2
optname-image3 = image3
optname-image4 = image4
option-image-more = Une autre image à utiliser
menu-edit-picture = Modifier l’image
modal-start = Partir de
modal-start-prompt = Du prompt seul
modal-start-same = Des mêmes images
modal-start-picture = Image { $number }
modal-files = Autres images
modal-files-how = Envoyées au service d’images (fal), qui les supprime après { $hours } h.
modal-drawing = Qualité et nombre d’images
modal-drawing-choice = { $quality }, { $count ->
    [one] { $count } image
   *[other] { $count } images
}
title-edit-picture = Modifier cette image
progress-uploading = { $count ->
    [one] Envoi de ton image au service d’images…
   *[other] Envoi de tes images au service d’images…
}
result-made-from = Images de départ : { $sources }
result-source-upload = { $count ->
    [one] une image jointe
   *[other] { $count } images jointes
}
result-source-picture = [l’image { $number }]({ $url })
result-source-picture-plain = l’image { $number } d’un résultat précédent
result-source-message = [une image de ce salon]({ $url })
failed-fal-reference = Le service d’images n’a pas pu utiliser l’une des images : elle est peut-être trop petite, trop grande ou n’est plus disponible. Réessaie avec une autre image.
failed-reference-lost = Une image jointe a été perdue avant d’arriver au service d’images. Joins-la de nouveau.
refused-reference-count = { $limit ->
    [one] Ce modèle accepte { $limit } image
   *[other] Ce modèle accepte jusqu’à { $limit } images
} de départ. Rien n’a été débité.
refused-reference-gone = Les images de départ ne sont plus disponibles. Joins-les de nouveau avec `/{ name-edit }`. Rien n’a été débité.
refused-edit-none = Aucun modèle capable de modifier des images n’est activé. Demande à l’opérateur.
refused-edit-no-picture = Ce message ne contient aucune image qu’Easel puisse modifier.
refused-edit-expired = Ta sélection a expiré. Ouvre de nouveau le menu du message. Rien n’a été débité.
refused-others-pictures = Tu peux modifier tes propres images et celles d’Easel, mais pas celles des autres.
refused-edit-opted-out = La personne à qui appartient cette image ne veut pas que d’autres la modifient.
refused-edit-ask = La personne à qui appartient l’image doit d’abord donner son accord.
refused-consent-not-yours = Seule la personne à qui appartient l’image peut répondre.
consent-ask = { $owner }, est-ce que { $who } peut modifier [ton image]({ $url }) avec Easel ? Elle est envoyée au service d’images (fal).
consent-given = { $owner } est d’accord. { $who }, ouvre de nouveau le menu du message et choisis **{ menu-edit-picture }** dans les 24 heures.
consent-declined = { $owner } préfère que cette image ne soit pas modifiée.
button-allow-edit = Autoriser
button-decline-edit = Non, merci
