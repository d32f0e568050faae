### Moderation: timed blocks, cooldowns and reports.

optname-hours = heures
option-hours = Nombre d’heures ; laisse vide pour bloquer sans limite
refused-blocked-until = Tu ne peux pas utiliser Easel sur ce serveur pour le moment. Le blocage prend fin { $until }. Si tu penses que c’est une erreur, contacte l’administration.
quota-blocked-until = Blocage par l’administration : aucune image sur ce serveur. Le blocage prend fin { $until }.
admin-blocked-until = { $who } ne peut pas utiliser Easel sur ce serveur jusqu’au { $until }.
refused-slowed = La politique de contenu a bloqué { $count } de tes prompts récemment ; il faut donc patienter. Tu pourras réessayer { $until }. Rien n’a été débité.
notice-slowed = La politique de contenu a bloqué { $count } prompts de { $who } en quelques heures. Cette personne pourra réessayer { $until }. Pour la bloquer complètement, utilise `/quota-admin { name-quota-admin-block }`.
rules-age-restricted = Cette image vient d’un salon soumis à une limite d’âge ; elle ne peut être réutilisée que dans un tel salon. Rien n’a été débité.

## Reports

menu-report = Signaler l’image
report-thanks = Merci. L’administration du serveur a été prévenue.
refused-report-no-log = Les signalements ne sont pas configurés sur ce serveur. Demande à l’administration de choisir un salon de modération dans `/{ name-settings }`. Rien n’a été envoyé.
refused-report-again = Tu as déjà signalé cette image. L’administration du serveur a été prévenue.
refused-report-closed = Ton signalement est enregistré, mais Easel ne peut pas écrire dans le salon de modération. Préviens l’administration, puis signale l’image à nouveau.
report-title = Image signalée
report-picture = L’image
report-drawn = { $link }, demandée par { $who } { $at } :
report-by = { $others ->
    [0] Signalée par { $who } { $at }.
    [one] Signalée par { $who } { $at } et par { $others } autre membre.
   *[other] Signalée par { $who } { $at } et par { $others } autres membres.
}
report-removed = Retirée { $at }.
report-blocked = { $who } ne peut plus utiliser Easel ici.
report-blocked-until = { $who } ne peut pas utiliser Easel ici jusqu’au { $until }.
report-dismissed = { $who } a classé ce signalement sans suite.
button-report-remove = Retirer l’image
button-report-block-day = Bloquer un jour
button-report-block = Bloquer
button-report-dismiss = Classer sans suite
audit-did-remove = { $who } a retiré une image de { $target }
