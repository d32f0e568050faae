### /settings.

name-settings = réglages
command-settings = Régler les salons, rôles, tailles, spoilers, signalements et mots bloqués
settings-title = Réglages du serveur
settings-intro = Les modifications s’appliquent immédiatement et sont consignées. Ce qui reste vide n’est pas restreint.
settings-rest = Tout le reste a sa valeur par défaut.
settings-untouched = Tout a sa valeur par défaut. Choisis une section ci-dessus pour modifier quelque chose.
settings-section-overview = Vue d’ensemble
settings-section-places = Salons et rôles
settings-section-repeats = Qui peut relancer des résultats
settings-section-choices = Tailles, qualités et nombre
settings-section-look = Spoilers et langue
settings-section-safety = Sécurité et mots bloqués
settings-section-notices = Salon de modération
settings-name-channels = Salons où Easel peut être utilisé (fils compris)
settings-name-roles = Rôles qui peuvent utiliser Easel
settings-name-repeat-by = Qui peut relancer les résultats des autres
settings-name-repeat-roles = Rôles qui peuvent relancer les résultats des autres
settings-name-models = Modèles
settings-name-sizes = Tailles
settings-name-qualities = Qualités
settings-name-largest-count = Nombre maximal d’images par demande
settings-name-spoiler = Masquer les images (spoiler)
settings-name-spoiler-channels = Salons où les images sont toujours masquées
settings-name-language = Langue des messages publics
settings-name-safety-tolerance = Tolérance de sécurité
settings-name-others-pictures = Modifier les images publiées par d’autres membres
settings-name-refused-words = Mots bloqués
settings-name-log-channel = Salon des signalements et avis
settings-why-server = défini ici
settings-why-operator = défini par l’opérateur
settings-why-model = valeur par défaut du modèle
settings-why-default = par défaut
settings-value-everywhere = Partout
settings-value-everyone = Tout le monde
settings-value-none = Aucun
settings-value-all = Tout ce que propose le modèle
settings-value-requester = Uniquement la personne qui l’a demandé
settings-value-anyone = Tout le monde, avec ses propres crédits
settings-value-roles = La personne qui l’a demandé et les rôles ci-dessous
settings-value-no-roles = La personne qui l’a demandé (aucun rôle sélectionné ci-dessous)
settings-value-covered = Masquées partout
settings-value-uncovered = Non masquées
settings-value-own-language = Celle de chaque membre
settings-value-count = { $most ->
    [one] Jusqu’à { $most } image
   *[other] Jusqu’à { $most } images
}
settings-value-tolerance = { $tolerance } (1 : le plus strict, 6 : le plus souple)
settings-value-no-tolerance = Non pris en charge par ce modèle
settings-value-pictures-never = Jamais
settings-value-pictures-ask = Si la personne qui l’a publiée est d’accord
settings-value-pictures-allowed = Toujours, sauf si elle s’y oppose
settings-value-words = { $words ->
    [0] Aucun
    [one] { $words } mot
   *[other] { $words } mots
}
settings-value-gone-channel = un salon supprimé
settings-value-gone-role = un rôle supprimé
settings-option-operator = Par défaut : { $value }
placeholder-settings-channels = Choisir des salons
placeholder-settings-roles = Choisir des rôles
button-settings-words = Modifier les mots
button-settings-clear = Effacer la sélection
title-settings-words = Mots bloqués
label-settings-words = Mots, un par ligne
settings-words-how = Jusqu’à { $most } mots de { $longest } caractères. Casse, accents et caractères cachés sont ignorés.
settings-words-limit = C’est trop : tu peux bloquer jusqu’à { $most } mots de { $longest } caractères chacun. Rien n’a été modifié.
settings-outdated = Ce choix n’est plus disponible. Ouvre de nouveau `/{ name-settings }`. Rien n’a été modifié.
