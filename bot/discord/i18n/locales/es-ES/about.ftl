### /about.

name-about = acerca-de
command-about = Qué es Easel, qué guarda sobre ti y por dónde empezar
about-what = **Easel** { $version } dibuja imágenes a partir de tus descripciones. Los prompts se envían a { $model } en fal.
about-stored = **Qué se guarda:** tus peticiones y dónde las hiciste, los enlaces a tus imágenes, tus créditos y su historial, tus preferencias, tus denuncias y reacciones 🔁, y las decisiones de la administración sobre ti.
about-seen = **Quién puede verlo:** todo el canal ve las imágenes y los prompts publicados. Quien gestiona el servidor puede buscar peticiones por su ID. De las privadas que nunca se han compartido ni denunciado ve quién las hizo, cuándo, cuánto costaron y cómo acabaron, pero no el prompt. El operador tiene acceso a la base de datos.
about-kept = Los prompts y las peticiones terminadas se borran al cabo de { $days ->
    [one] { $days } día
   *[other] { $days } días
}; el historial de créditos se conserva.
about-kept-always = Las peticiones terminadas se conservan sin límite de tiempo.
about-rights = `/privacy { name-privacy-export }` te da una copia de tus datos; `/privacy { name-privacy-delete }` los borra. Los mensajes de los canales no se ven afectados: bórralos tú.
about-start = Empieza con `/{ name-imagine }` o `/{ name-ideas }`; `/{ name-quota }` muestra tus créditos. ¿Dudas? Habla con la administración del servidor.
button-about-data = Tus datos
button-guide = Guía
button-support = Soporte
