### /settings.

name-settings = ajustes
command-settings = Configura canales, roles, tamaños, spoilers, denuncias y palabras bloqueadas
settings-title = Ajustes del servidor
settings-intro = Los cambios se aplican de inmediato y quedan registrados. Lo que dejes vacío no tiene restricciones.
settings-rest = Todo lo demás tiene su valor predeterminado.
settings-untouched = Todo tiene su valor predeterminado. Elige arriba una sección para cambiar algo.
settings-section-overview = Resumen
settings-section-places = Canales y roles
settings-section-repeats = Quién puede repetir resultados
settings-section-choices = Tamaños, calidades y cantidad
settings-section-look = Spoilers e idioma
settings-section-safety = Seguridad y palabras bloqueadas
settings-section-notices = Canal de moderación
settings-name-channels = Canales donde se puede usar Easel (hilos incluidos)
settings-name-roles = Roles que pueden usar Easel
settings-name-repeat-by = Quién puede repetir resultados de otras personas
settings-name-repeat-roles = Roles que pueden repetir resultados de otras personas
settings-name-models = Modelos
settings-name-sizes = Tamaños
settings-name-qualities = Calidades
settings-name-largest-count = Máximo de imágenes por petición
settings-name-spoiler = Ocultar las imágenes como spoiler
settings-name-spoiler-channels = Canales donde las imágenes siempre se ocultan
settings-name-language = Idioma de los mensajes públicos
settings-name-safety-tolerance = Tolerancia de seguridad
settings-name-others-pictures = Editar imágenes publicadas por otros miembros
settings-name-refused-words = Palabras bloqueadas
settings-name-log-channel = Canal de denuncias y avisos
settings-why-server = definido aquí
settings-why-operator = definido por el operador
settings-why-model = valor predeterminado del modelo
settings-why-default = predeterminado
settings-value-everywhere = En todas partes
settings-value-everyone = Todo el mundo
settings-value-none = Ninguno
settings-value-all = Todo lo que ofrece el modelo
settings-value-requester = Solo quien lo pidió
settings-value-anyone = Cualquiera, con sus propios créditos
settings-value-roles = Quien lo pidió y los roles de abajo
settings-value-no-roles = Quien lo pidió (no hay roles seleccionados abajo)
settings-value-covered = Ocultas en todas partes
settings-value-uncovered = Sin ocultar
settings-value-own-language = El de cada miembro
settings-value-count = { $most ->
    [one] Hasta { $most } imagen
   *[other] Hasta { $most } imágenes
}
settings-value-tolerance = { $tolerance } (1 es lo más estricto, 6 lo más permisivo)
settings-value-no-tolerance = Este modelo no lo admite
settings-value-pictures-never = Nunca
settings-value-pictures-ask = Si acepta quien la publicó
settings-value-pictures-allowed = Siempre, salvo que lo haya rechazado
settings-value-words = { $words ->
    [0] Ninguna
    [one] { $words } palabra
   *[other] { $words } palabras
}
settings-value-gone-channel = un canal eliminado
settings-value-gone-role = un rol eliminado
settings-option-operator = Predeterminado: { $value }
placeholder-settings-channels = Elegir canales
placeholder-settings-roles = Elegir roles
button-settings-words = Editar palabras
button-settings-clear = Borrar selección
title-settings-words = Palabras bloqueadas
label-settings-words = Palabras, una por línea
settings-words-how = Hasta { $most } palabras de { $longest } caracteres. Se ignoran mayúsculas, acentos y signos ocultos.
settings-words-limit = Es demasiado: puedes bloquear hasta { $most } palabras de { $longest } caracteres cada una. No se ha cambiado nada.
settings-outdated = Esa opción ya no está disponible. Abre `/{ name-settings }` de nuevo. No se ha cambiado nada.
