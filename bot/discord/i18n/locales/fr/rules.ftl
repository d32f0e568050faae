### Refusals by a server's own rules. channels, roles, sizes, qualities and counts are lists.
### Nothing is said of the words that a server refuses.

rules-channel = Le dessin n’est pas activé dans ce salon. Sur ce serveur, il fonctionne dans { $channels }.
rules-role = Sur ce serveur, le dessin est réservé aux membres ayant l’un de ces rôles : { $roles }.
rules-word = Les règles de ce serveur refusent un mot de ton prompt. Reformule-le ; rien n’a été débité.
rules-size = Ce serveur n’autorise pas cette taille. Autorisées ici : { $sizes }.
rules-quality = Ce serveur n’autorise pas cette qualité. Autorisées ici : { $qualities }.
rules-count = Ce serveur dessine au plus { $most ->
    [one] { $most } image
   *[other] { $most } images
} à la fois. Nombres autorisés ici : { $counts }.
rules-repeat = Ici, les images des autres peuvent être redessinées par les membres ayant l’un de ces rôles : { $roles }. Utilise `/{ name-imagine }` pour créer la tienne.
