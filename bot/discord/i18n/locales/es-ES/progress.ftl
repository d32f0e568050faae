### Progress messages.

progress-waiting = { $ahead ->
    [0] Tu petición es la siguiente de la cola.
    [one] En cola: { $ahead } petición por delante.
   *[other] En cola: { $ahead } peticiones por delante.
}
progress-submitting = Enviando tu petición…
progress-busy = El servicio de imágenes no acepta peticiones en este momento. Easel sigue intentándolo…
progress-unreadable = El servicio de imágenes ha terminado; su respuesta todavía no se puede leer. Easel sigue intentándolo…
progress-queued = { $ahead ->
    [0] Esperando al servicio de imágenes: tu petición es la siguiente.
    [one] Esperando al servicio de imágenes: { $ahead } petición por delante.
   *[other] Esperando al servicio de imágenes: { $ahead } peticiones por delante.
}
progress-drawing = Dibujando…
# $since is a timestamp that Discord shows as "hace 12 segundos".
progress-drawing-since = Dibujando… empezó { $since }
# Shown after the progress bar.
progress-share = { $percent } %
progress-longer = está tardando más de lo habitual
progress-usual = normalmente { $usual } s
progress-usual-spread = normalmente { $low }–{ $high } s
progress-fetching = { $count ->
    [one] Casi está: descargando tu imagen…
   *[other] Casi está: descargando tus imágenes…
}
progress-delayed = { $count ->
    [one] Casi está: tu imagen aún no se puede descargar. Easel sigue intentándolo…
   *[other] Casi está: tus imágenes aún no se pueden descargar. Easel sigue intentándolo…
}
progress-held = Ha habido un problema por nuestra parte. Tu petición está en espera y tus créditos están a salvo. Continuará en cuanto se resuelva. (ID { $id })
