### Result posts.

result-title = **{ $prompt }** de { $who }
result-repeat = **{ $prompt }** de { $who } · otra versión de { $link }
result-parent-link = [esta imagen]({ $url })
result-parent-plain = una imagen anterior
result-facts = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } crédito
   *[other] { $charged } créditos
}
# Only the requester sees this one.
result-facts-private = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } crédito
   *[other] { $charged } créditos
}, saldo: { $left }
result-missing = { $missing ->
    [one] Falta una imagen; no se te ha cobrado.
   *[other] Faltan { $missing } imágenes; no se te han cobrado.
}
result-fitted = Comprimido para no superar el límite de subida de Discord: { $which }.
result-fitted-one = imagen { $number } ({ NUMBER($before, minimumFractionDigits: 1) } → { NUMBER($after, minimumFractionDigits: 1) } MiB)
result-other-size = El modelo ha devuelto { $width } × { $height } en lugar del tamaño pedido.
result-late = La respuesta original ha caducado, así que esto es un mensaje nuevo.
result-moved = La respuesta original no se pudo editar, así que esto es un mensaje nuevo.
result-ready = { $who }, { $count ->
    [one] tu imagen está lista
   *[other] tus imágenes están listas
}.
alt-text = Imagen { $number } de { $count }, { $width } × { $height }, dibujada a partir del prompt: { $prompt }
button-again = Otra vez
quality-low = calidad baja
quality-medium = calidad media
quality-high = calidad alta
quality-xhigh = calidad muy alta
quality-max = calidad máxima
quality-standard = calidad estándar
