### /settings.

name-settings = réglages
command-settings = Décider où, par qui et comment ce serveur dessine
settings-title = Paramètres de ce serveur
settings-intro = Chaque modification prend effet aussitôt et est consignée. Là où rien n’est choisi, rien n’est restreint.
settings-section-overview = Vue d’ensemble
settings-section-places = Où et par qui
settings-section-repeats = Qui peut redessiner un résultat
settings-section-choices = Tailles, qualités et nombre
settings-section-look = Spoilers et langue
settings-section-safety = Sécurité et mots refusés
settings-section-notices = Salon de journal
settings-name-channels = Salons où le dessin est autorisé (fils compris)
settings-name-roles = Rôles autorisés à dessiner
settings-name-repeat-by = Qui peut redessiner les résultats des autres
settings-name-repeat-roles = Rôles pour cela
settings-name-sizes = Tailles
settings-name-qualities = Qualités
settings-name-largest-count = Nombre maximal d’images à la fois
settings-name-spoiler = Masquer les images (spoiler) jusqu’au clic
settings-name-spoiler-channels = Salons où les images sont toujours masquées
settings-name-language = Langue des messages publics
settings-name-safety-tolerance = Tolérance de sécurité
settings-name-refused-words = Mots refusés
settings-name-log-channel = Salon des signalements et avis
settings-why-server = décidé ici
settings-why-operator = réglage de l’opérateur
settings-why-model = propre au modèle
settings-why-nobody = rien de décidé ici
settings-value-everywhere = Partout
settings-value-everyone = Tout le monde
settings-value-none = Aucun
settings-value-all = Tout ce que propose le modèle
settings-value-requester = Uniquement la personne qui l’a demandé
settings-value-anyone = Tout le monde, sur son propre quota
settings-value-roles = La personne qui l’a demandé et les rôles ci-dessous
settings-value-no-roles = Les rôles ci-dessous, mais aucun n’est choisi : seule la personne qui l’a demandé
settings-value-covered = Masquées partout
settings-value-uncovered = Non masquées
settings-value-own-language = Celle de chaque membre
settings-value-count = { $most ->
    [one] { $most } image au plus
   *[other] { $most } images au plus
}
settings-value-tolerance = { $tolerance } (1 : le plus strict, 6 : le plus souple)
settings-value-no-tolerance = Ce modèle n’a pas ce réglage
settings-value-words = { $words ->
    [0] Aucun
    [one] { $words } mot
   *[other] { $words } mots
}
settings-value-gone-channel = un salon supprimé
settings-value-gone-role = un rôle supprimé
settings-option-operator = Comme l’opérateur : { $value }
placeholder-settings-channels = Choisir des salons
placeholder-settings-roles = Choisir des rôles
button-settings-words = Modifier les mots
button-settings-clear = Effacer ces choix
title-settings-words = Mots refusés
label-settings-words = Mots, un par ligne
settings-words-how = Au plus { $most } mots de { $longest } caractères. Casse, accents et caractères cachés : sans effet.
settings-words-limit = C’est trop : { $most } mots de { $longest } caractères au plus peuvent être refusés. Rien n’a été modifié.
settings-outdated = Ce choix n’est plus proposé. Ouvre de nouveau `/{ name-settings }`. Rien n’a été modifié.
