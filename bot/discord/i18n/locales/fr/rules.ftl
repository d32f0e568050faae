### Refusals by server rules. $channels, $roles, $sizes, $qualities and $counts are lists.
### Blocked words are never repeated back.

rules-channel = Easel n’est pas activé dans ce salon. Sur ce serveur, utilise-le dans { $channels }.
rules-role = Sur ce serveur, seuls les membres ayant l’un de ces rôles peuvent utiliser Easel : { $roles }.
rules-word = Ton prompt contient un mot bloqué sur ce serveur. Reformule-le. Rien n’a été débité.
rules-model = Ce serveur n’autorise pas ce modèle. Modèles autorisés : { $models }.
rules-size = Ce serveur n’autorise pas cette taille. Tailles autorisées : { $sizes }.
rules-quality = Ce serveur n’autorise pas cette qualité. Qualités autorisées : { $qualities }.
rules-count = Ce serveur autorise au maximum { $most ->
    [one] { $most } image
   *[other] { $most } images
} par demande. Nombres autorisés : { $counts }.
rules-repeat = Sur ce serveur, seuls les membres ayant l’un de ces rôles peuvent relancer les images des autres : { $roles }. Utilise `/{ name-imagine }` pour créer la tienne.
