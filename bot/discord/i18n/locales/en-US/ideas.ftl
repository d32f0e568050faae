### /ideas. Prompts are not translated, because they contain the text in the picture.

name-ideas = ideas
command-ideas = Ready-made prompts that you can change and draw
ideas-title = Prompt ideas
ideas-how = Choose one to open it as a form. You're charged only when you send it.
ideas-choose = Choose an idea…
ideas-facts = { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
} · { $size } · { $quality }
ideas-gone = That idea is no longer available. Run `/{ name-ideas }` for the current list.
ideas-none = There are no ideas yet. Write your own prompt with `/{ name-imagine }`.
idea-title-night-market = Night market in the rain
idea-shows-night-market = Many legible signs in one busy scene
idea-title-jazz-poster = Jazz festival poster
idea-shows-jazz-poster = Poster typography with a clear hierarchy
idea-title-coffee-infographic = How espresso works
idea-shows-coffee-infographic = An infographic with numbered callouts
idea-title-perfume-shot = Perfume on basalt
idea-shows-perfume-shot = A product photograph with a printed label
idea-title-banking-app = Mobile app, three screens
idea-shows-banking-app = A UI mockup with realistic content
idea-title-transit-map = Subway map of an imaginary city
idea-shows-transit-map = A diagram with many small labels
idea-title-book-cover = Paperback novel cover
idea-shows-book-cover = Title, author and artwork as one design
idea-title-chalkboard-menu = Chalkboard menu
idea-shows-chalkboard-menu = Hand lettering in several styles
idea-title-botanical-plate = Botanical plate
idea-shows-botanical-plate = Fine scientific illustration with captions
idea-title-four-panel-comic = Four-panel comic
idea-shows-four-panel-comic = The same character in every panel, with readable speech balloons
idea-title-isometric-workshop = Isometric workshop
idea-shows-isometric-workshop = Dense but orderly detail
idea-title-wide-landscape = Mountain railway at first light
idea-shows-wide-landscape = A wide, cinematic picture without text
