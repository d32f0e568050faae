### Replies that only their asker sees.

optname-private = private
option-private = Show progress and pictures to you alone
private-note = Only you can see this.
