### /quota-admin usage, top and export.

name-quota-admin-usage = uso
command-quota-admin-usage = Gráfico y tabla de lo gastado por día, miembro y calidad
name-quota-admin-top = ranking
command-quota-admin-top = Los miembros que más créditos gastan y su parte del total
name-quota-admin-export = exportar
command-quota-admin-export = Descarga todos los movimientos de créditos en un CSV que solo ves tú
optname-usage-days = días
option-usage-days = Número de días, incluido hoy; 30 si lo omites
optname-export-from = desde
optname-export-to = hasta
option-export-day = Una fecha como AAAA-MM-DD; si la omites, los últimos 30 días
usage-title = { $credits ->
    [one] { $credits } crédito, del { $first } al { $last }
   *[other] { $credits } créditos, del { $first } al { $last }
}
usage-outcomes = Peticiones: { $delivered } entregadas, { $policy } bloqueadas por la política de contenido, { $failed } fallidas, { $cancelled } canceladas, { $open } en curso
usage-more = { $more ->
    [one] … y { $more } miembro más
   *[other] … y { $more } miembros más
}
usage-chart-days = Créditos por día
usage-chart-members = Créditos por miembro
usage-chart-quality = Créditos por calidad
usage-chart-rest = otros
usage-chart-ends = Resultado de las peticiones
usage-end-delivered = Entregadas
usage-end-policy = Bloqueadas
usage-end-failed = Fallidas
usage-end-cancelled = Canceladas
usage-chart-legend = -# En el gráfico: { $legend }
ledger-export-done = { $rows ->
    [one] { $rows } movimiento, del { $first } al { $last }. Las horas están en UTC; importa las columnas de ID como texto.
   *[other] { $rows } movimientos, del { $first } al { $last }. Las horas están en UTC; importa las columnas de ID como texto.
}
ledger-export-left-out = { $rows ->
    [one] { $rows } movimiento no cabía en el límite de subida. Para el resto, repite el comando con `{ optname-export-from }` { $day }.
   *[other] { $rows } movimientos no cabían en el límite de subida. Para el resto, repite el comando con `{ optname-export-from }` { $day }.
}
export-refused-day = Eso no es una fecha. Escríbela como AAAA-MM-DD, por ejemplo 2027-01-31.
export-refused-order = La primera fecha es posterior a la última. Intercámbialas e inténtalo de nuevo.
export-refused-size = Un solo día ya es demasiado grande para subirlo aquí. Pide el archivo al operador del bot.
