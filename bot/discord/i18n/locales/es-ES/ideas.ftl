### /ideas. The prompts themselves stay as they are: what is written in the picture depends on them.

name-ideas = ideas
command-ideas = Prompts para empezar, listos para cambiarlos y dibujarlos
ideas-title = Ideas para empezar
ideas-how = Elige una en el menú: se abre en un formulario que puedes cambiar antes de dibujar. No se cobra nada hasta que lo envías.
ideas-choose = Elige una idea…
ideas-facts = { $size } · { $quality } · { $credits ->
    [one] { $credits } crédito
   *[other] { $credits } créditos
}
ideas-gone = Esa idea ya no se ofrece. Usa `/{ name-ideas }` para ver la lista actual.
ideas-none = Este bot aún no tiene ideas. Escribe la tuya con `/{ name-imagine }`.
idea-title-night-market = Mercado nocturno bajo la lluvia
idea-shows-night-market = Muchos letreros legibles en una escena animada
idea-title-jazz-poster = Cartel de un festival de jazz
idea-shows-jazz-poster = Tipografía de cartel con una jerarquía clara
idea-title-coffee-infographic = Cómo funciona un espresso
idea-shows-coffee-infographic = Una infografía con notas numeradas
idea-title-perfume-shot = Perfume sobre basalto
idea-shows-perfume-shot = Una foto de producto con etiqueta impresa
idea-title-banking-app = App móvil, tres pantallas
idea-shows-banking-app = Una maqueta de interfaz con contenido real
idea-title-transit-map = Plano de metro de una ciudad inventada
idea-shows-transit-map = Un diagrama con muchos rótulos pequeños
idea-title-book-cover = Cubierta de una novela de bolsillo
idea-shows-book-cover = Título, autor e imagen en un solo diseño
idea-title-chalkboard-menu = Menú en pizarra
idea-shows-chalkboard-menu = Rotulación a mano en varios estilos
idea-title-botanical-plate = Lámina botánica
idea-shows-botanical-plate = Ilustración científica fina con leyendas
idea-title-four-panel-comic = Un cómic en cuatro viñetas
idea-shows-four-panel-comic = El mismo personaje y bocadillos legibles en cada viñeta
idea-title-isometric-workshop = Taller isométrico
idea-shows-isometric-workshop = Mucho detalle que se mantiene en orden
idea-title-wide-landscape = Tren de montaña al amanecer
idea-shows-wide-landscape = Una imagen ancha de cine, sin ningún texto
