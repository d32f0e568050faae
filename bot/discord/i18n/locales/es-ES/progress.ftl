### Progress.

progress-waiting = { $ahead ->
    [0] Tu petición es la siguiente de la cola.
    [one] En cola: hay { $ahead } petición antes que la tuya.
   *[other] En cola: hay { $ahead } peticiones antes que la tuya.
}
progress-submitting = Enviando tu petición a fal…
progress-queued = { $ahead ->
    [0] En fal: la tuya es la siguiente.
    [one] En fal: hay { $ahead } petición antes que la tuya.
   *[other] En fal: hay { $ahead } peticiones antes que la tuya.
}
progress-drawing = Dibujando…
# $since is an instant that Discord shows as "hace 12 segundos".
progress-drawing-since = Dibujando… empezó { $since }.
progress-usual-unknown = Todavía no se sabe cuánto suele tardar con este tamaño y calidad.
# These stand after a bar, one after the other.
progress-share = cerca del { $percent } %
progress-longer = tarda más de lo habitual
progress-usual = normalmente unos { $usual } s
progress-usual-spread = normalmente unos { $usual } s, casi siempre de { $low } a { $high } s
progress-fetching = { $count ->
    [one] Listo en fal; recogiendo tu imagen…
   *[other] Listo en fal; recogiendo tus imágenes…
}
progress-held = Algo ha fallado por nuestra parte. Tu petición se conserva con sus créditos y seguirá cuando el operador lo haya arreglado (identificador { $id }).
