### Moderation: timed blocks, slowing down, reports.

optname-hours = heures
option-hours = Pour combien d’heures ; laisse vide pour bloquer sans limite
refused-blocked-until = Tu ne peux pas utiliser Easel sur ce serveur pour le moment. Le blocage prend fin { $until }. Si tu penses que c’est une erreur, contacte l’administration.
quota-blocked-until = Blocage par l’administration : aucune image sur ce serveur. Le blocage prend fin { $until }.
admin-blocked-until = { $who } ne peut pas utiliser Easel sur ce serveur jusqu’au { $until }.
refused-slowed = La politique de contenu du modèle a refusé { $count } de tes prompts récemment : tu pourras redemander { $until }. Rien n’a été débité. En attendant, reformule ton prompt.
notice-slowed = La politique de contenu du modèle a refusé { $count } prompts de { $who } en quelques heures. Cette personne pourra redemander { $until }. `/quota-admin { name-quota-admin-block }` l’arrête tout à fait.
rules-age-restricted = Cette image a été dessinée dans un salon soumis à une limite d’âge ; on ne peut la réutiliser que dans un tel salon. Rien n’a été débité.

## Reports

menu-report = Signaler l’image
report-thanks = Merci. Les personnes qui s’occupent de ce serveur ont été prévenues.
refused-report-no-log = Personne n’est encore désigné ici pour lire les signalements. Demande à l’administration de choisir un salon de journal dans `/{ name-settings }`. Rien n’a été envoyé.
refused-report-again = Tu as déjà signalé cette image. Les personnes qui s’occupent de ce serveur sont au courant.
refused-report-closed = Ton signalement est noté, mais le salon de journal n’est pas accessible. Préviens l’administration ; un nouveau signalement réessaiera.
report-title = Une image a été signalée
report-picture = L’image
report-drawn = { $link }, dessinée pour { $who } { $at } :
report-by = { $others ->
    [0] Signalée par { $who } { $at }.
    [one] Signalée par { $who } { $at } et par { $others } autre membre.
   *[other] Signalée par { $who } { $at } et par { $others } autres membres.
}
report-removed = Retirée { $at }.
report-blocked = { $who } ne peut plus dessiner ici.
report-blocked-until = { $who } ne peut pas dessiner ici jusqu’au { $until }.
report-dismissed = { $who } n’y a rien trouvé à redire.
button-report-remove = Retirer l’image
button-report-block-day = Bloquer un jour
button-report-block = Bloquer
button-report-dismiss = Rien à redire
audit-did-remove = { $who } a retiré une image de { $target }
