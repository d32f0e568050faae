### Alerts to the operator.

operator-fal-balance = fal refuse le compte de ce bot et répond : { $words } Easel est en pause et les demandes concernées ont été remboursées ; de temps en temps, Easel réessaie avec une seule demande. Si le solde est épuisé, recharge le compte chez fal ; sinon, contacte l’assistance de fal.
operator-fal-credentials = fal refuse la clé de ce bot et répond : { $words } Easel est en pause et les demandes concernées ont été remboursées ; de temps en temps, Easel réessaie avec une seule demande. Vérifie FAL_KEY.
operator-fal-outage = Les { $count } dernières demandes ont échoué de la même façon chez fal : { $what }. Easel est en pause et les demandes concernées ont été remboursées ; de temps en temps, Easel réessaie avec une seule demande. Si le message nomme un paramètre, vérifie FAL_MODEL et le fichier du modèle.
operator-fal-again = fal accepte de nouveau les demandes. Easel a repris.
operator-result-hosts = Les fichiers de résultat ne peuvent pas être téléchargés : { $what }. Easel est en pause pour que tu ne paies pas des images qui seraient ensuite refusées. Désactive les adresses fictives du tunnel ou du résolveur pour cet hôte, ou déclare leur plage dans RESULT_NETWORKS.
operator-cap = { $spent } des { $cap } crédits du jour sont dépensés ou réservés (QUOTA_BOT_DAILY_CREDITS). Une fois le plafond atteint, les nouvelles demandes sont refusées jusqu’à la fin de la journée.
operator-server-cap = Easel est maintenant sur plusieurs serveurs. Chacun peut dépenser jusqu’à { $cap } crédits par jour, soit un cinquième de QUOTA_BOT_DAILY_CREDITS. Pour fixer une autre limite, règle QUOTA_SERVER_DAILY_CREDITS ; pour écarter les autres serveurs, règle ALLOWED_GUILD_IDS.
operator-second-process = Un autre processus utilisant le jeton de ce bot a répondu à une interaction ; celui-ci n’a rien fait. N’exécute qu’une seule copie d’Easel, ou une par ensemble de SHARD_IDS : arrête l’autre, et réinitialise le jeton si tu ne la connais pas.
operator-size = { $model } a renvoyé { $drawn } au lieu de { $requested } (format de requête : { $form }). Easel débite le prix le plus bas. Lance easel doctor pour comparer le modèle avec son schéma publié.
