### /history and /show, and bringing a picture back.

name-history = history
command-history = Find the pictures you asked for on this server
optname-text = text
option-text = Only those whose prompt contains these words
name-show = show
command-show = See one generation by its id
optname-id = id
option-id = The id of a generation, or the name of one of its files
history-title = Your pictures on this server
history-filter = Only those with { $words }, newest first
history-empty = You have drawn nothing on this server yet. Start with `/{ name-imagine }` or `/{ name-ideas }`.
history-no-match = None of your prompts on this server contains { $words }.
history-facts = { $size } · { $quality } · { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
} · { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
}
history-jump = Go to the post
history-gone = the post is gone
history-private = only for you
state-queued = In line
state-submitting = Being handed to fal
state-submitted = Being drawn
state-rendered = Being posted
state-delivered = Done
state-failed = Failed, nothing charged
state-cancelled = Cancelled, nothing charged
state-deleted = Deleted
show-by = Asked for by { $who }
show-hidden = *The prompt is private. It was neither shared nor reported.*
show-private = only for whoever asked
show-unknown = There is no generation with that id that you may see. Your own are in `/{ name-history }`.
button-bring-back = Bring back
button-newer = Newer
button-older = Older
bring-back-nothing = There is nothing to bring back: that request ended without pictures.
bring-back-removed = Someone who looks after this server took that post down, so it cannot be brought back. Please ask them.
bring-back-underway = That picture is being brought back already.
bring-back-unreachable = The pictures cannot be fetched from fal right now. Please try again in a few minutes.
bring-back-forgotten = fal no longer keeps these pictures. Run the request again to draw new ones.
bring-back-too-large = The pictures could not be made small enough for this channel.
bring-back-here = The post is still there: { $url }
bring-back-cannot-look = Easel may not look whether the post is still there, so it was not posted again. Ask an administrator to let Easel read that channel, or try again in a few minutes.
bring-back-not-posted = Discord did not take the pictures. Please try again in a few minutes.
bring-back-title = { $who } brought back: { $prompt }
bring-back-free = The same pictures as before; nothing was charged.
bring-back-missing = { $missing ->
    [one] One of the pictures is no longer available.
   *[other] { $missing } of the pictures are no longer available.
}
recent-gone = That earlier prompt is no longer there. Pick another one, or type it again.
