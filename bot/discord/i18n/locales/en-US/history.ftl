### /history, /show and restoring a deleted post.

name-history = history
command-history = Find the pictures you requested on this server
optname-text = text
option-text = Show only prompts containing these words
name-show = show
command-show = Look up a request by its ID
optname-id = id
option-id = The ID of a request, or the name of one of its files
history-title = Your pictures on this server
history-filter = Prompts containing { $words }, newest first
history-empty = You haven't drawn anything on this server yet. Start with `/{ name-imagine }` or `/{ name-ideas }`.
history-no-match = None of your prompts on this server contain { $words }.
history-facts = { $size } · { $quality } · { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
} · { $credits ->
    [one] { $credits } credit
   *[other] { $credits } credits
}
history-jump = Go to post
history-gone = the post is gone
history-private = only you can see it
state-queued = In the queue
state-submitting = Being sent
state-submitted = Being drawn
state-rendered = Being posted
state-delivered = Done
state-failed = Failed, not charged
state-cancelled = Canceled, not charged
state-deleted = Deleted
show-by = Requested by { $who }
show-hidden = *This prompt is private and was never shared or reported.*
show-private = only visible to the person who requested it
show-unknown = No request with that ID is visible to you. You can find your own in `/{ name-history }`.
button-bring-back = Restore
button-newer = Newer
button-older = Older
bring-back-nothing = There's nothing to restore: that request ended without pictures.
bring-back-removed = A moderator removed that post, so it can't be restored. Contact an admin if that seems wrong.
bring-back-underway = This picture is already being restored.
bring-back-unreachable = The pictures can't be downloaded right now. Try again in a few minutes.
bring-back-forgotten = The image service no longer has these pictures. Run the request again to draw new ones.
bring-back-too-large = The pictures are too large for this channel, even compressed.
bring-back-here = The post is still there: { $url }
bring-back-cannot-look = Easel can't check whether the post is still there, so it wasn't posted again. Ask an admin to let Easel read that channel, or try again in a few minutes.
bring-back-not-posted = Discord didn't accept the pictures. Try again in a few minutes.
bring-back-title = **{ $prompt }** restored by { $who }
bring-back-free = These are the original pictures; nothing was charged.
bring-back-missing = { $missing ->
    [one] One of the pictures is no longer available.
   *[other] { $missing } of the pictures are no longer available.
}
recent-gone = That earlier prompt is no longer available. Pick another one, or type it again.
