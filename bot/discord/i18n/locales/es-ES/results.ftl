### Results.

result-title = { $who } ha pedido: { $prompt }
result-repeat = { $who } ha vuelto a pedir { $link }: { $prompt }
result-parent-link = [esta imagen]({ $url })
result-parent-plain = una imagen anterior
result-facts = { $size } · { $quality } · { $seconds } s · { $charged ->
    [one] { $charged } crédito
   *[other] { $charged } créditos
}, saldo: { $left }
result-missing = { $missing ->
    [one] Falta una imagen; se te han devuelto sus créditos.
   *[other] Faltan { $missing } imágenes; se te han devuelto sus créditos.
}
result-fitted = Recodificado para no superar el límite de subida de Discord: { $which }.
result-fitted-one = imagen { $number } (de { NUMBER($before, minimumFractionDigits: 1) } a { NUMBER($after, minimumFractionDigits: 1) } MiB)
result-other-size = fal ha dibujado { $width } × { $height } en lugar del tamaño pedido.
result-late = Esto ha tardado más de lo que Discord mantiene abierta una respuesta, así que llega en un mensaje aparte.
alt-text = Imagen { $number } de { $count }, { $width } × { $height }, dibujada a partir del prompt: { $prompt }
button-again = Otra vez
quality-low = calidad baja
quality-medium = calidad media
quality-high = calidad alta
