### /ideas. The prompts themselves stay as they are: what is written in the picture depends on them.

name-ideas = ideas
command-ideas = Prompts to start from, each ready to be changed and drawn
ideas-title = Ideas to start from
ideas-how = Choose one in the menu: it opens as a form that you can change before it is drawn. Nothing is charged until you send the form.
ideas-choose = Choose an idea…
ideas-facts = { $size } · { $quality } · { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
}
ideas-gone = That idea is no longer offered. Run `/{ name-ideas }` for the current list.
ideas-none = There are no ideas on this bot yet. Write your own with `/{ name-imagine }`.
idea-title-night-market = Night market in the rain
idea-shows-night-market = Many legible signs in one busy scene
idea-title-jazz-poster = Jazz festival poster
idea-shows-jazz-poster = Poster typography with a strict hierarchy
idea-title-coffee-infographic = How espresso works
idea-shows-coffee-infographic = An infographic with numbered callouts
idea-title-perfume-shot = Perfume on basalt
idea-shows-perfume-shot = A product photograph with a printed label
idea-title-banking-app = Mobile app, three screens
idea-shows-banking-app = A user interface mock-up with real content
idea-title-transit-map = Underground map of an invented city
idea-shows-transit-map = A diagram with many small labels
idea-title-book-cover = Cover of a paperback novel
idea-shows-book-cover = Title, author and picture as one design
idea-title-chalkboard-menu = Chalkboard menu
idea-shows-chalkboard-menu = Hand lettering in several styles
idea-title-botanical-plate = Botanical plate
idea-shows-botanical-plate = Fine scientific illustration with captions
idea-title-four-panel-comic = A comic in four panels
idea-shows-four-panel-comic = The same character and readable balloons in every panel
idea-title-isometric-workshop = Isometric workshop
idea-shows-isometric-workshop = Dense detail that stays in order
idea-title-wide-landscape = Mountain railway at first light
idea-shows-wide-landscape = A cinematic wide picture without any text
