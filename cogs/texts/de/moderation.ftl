### Moderation: timed blocks, slowing down, reports.

optname-hours = stunden
option-hours = Für wie viele Stunden; weglassen, um für immer zu sperren
refused-blocked-until = Die Serverleitung hat das Zeichnen für dich bis { $until } abgeschaltet.
quota-blocked-until = Die Serverleitung hat das Zeichnen für dieses Mitglied bis { $until } gesperrt.
admin-blocked-until = { $who } kann auf diesem Server bis { $until } nicht mehr zeichnen.
refused-slowed = Die Inhaltsregeln des Modells haben zuletzt { $count } deiner Prompts abgelehnt, deshalb kannst du { $until } wieder anfragen. Es wurde nichts berechnet. Formuliere dann anders, ohne das Abgelehnte.
