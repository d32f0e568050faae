### /quota-admin usage, top and export.

name-quota-admin-usage = uso
command-quota-admin-usage = Gráfico y tabla de lo gastado por día, miembro y calidad
name-quota-admin-top = ranking
command-quota-admin-top = Qué miembros gastan más y qué parte del total
name-quota-admin-export = exportar
command-quota-admin-export = Cada movimiento de créditos en un archivo CSV, solo para ti
optname-usage-days = días
option-usage-days = Cuántos días atrás, hoy incluido; 30 si lo omites
optname-export-from = desde
optname-export-to = hasta
option-export-day = Un día como AAAA-MM-DD; si lo omites, los últimos 30 días
usage-title = { $credits ->
    [one] { $credits } crédito, del { $first } al { $last }
   *[other] { $credits } créditos, del { $first } al { $last }
}
usage-outcomes = Peticiones: dibujadas { $delivered }, rechazadas por la política de contenido { $policy }, fallidas { $failed }, canceladas { $cancelled }, en curso { $open }
usage-more = { $more ->
    [one] … y { $more } miembro más
   *[other] … y { $more } miembros más
}
usage-chart-days = Créditos por día
usage-chart-members = Créditos por miembro
usage-chart-quality = Créditos por calidad
usage-chart-rest = otros
usage-chart-ends = Final de las peticiones
usage-end-delivered = Dibujadas
usage-end-policy = Política
usage-end-failed = Fallidas
usage-end-cancelled = Canceladas
usage-chart-legend = -# En el gráfico: { $legend }
ledger-export-done = { $rows ->
    [one] { $rows } apunte, del { $first } al { $last }. Horas en UTC; importa las columnas de identificadores como texto.
   *[other] { $rows } apuntes, del { $first } al { $last }. Horas en UTC; importa las columnas de identificadores como texto.
}
ledger-export-left-out = { $rows ->
    [one] { $rows } apunte no ha cabido en el límite de subida. Pide el resto con `{ optname-export-from }` { $day }.
   *[other] { $rows } apuntes no han cabido en el límite de subida. Pide el resto con `{ optname-export-from }` { $day }.
}
export-refused-day = Eso no es un día: escríbelo como AAAA-MM-DD, por ejemplo 2027-01-31.
export-refused-order = El primer día es posterior al último: intercámbialos.
export-refused-size = Un solo día ya supera lo que se puede subir aquí. Pide el archivo al operador del bot.
