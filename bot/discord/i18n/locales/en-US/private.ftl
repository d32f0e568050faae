### Replies that only their asker sees, and sharing them later.

optname-private = private
option-private = Show progress and pictures to you alone; you can share them later
private-note = Only you can see this. Share posts it in the channel.
button-share = Share
shared-title = { $who } shares: { $prompt }
shared-now = Shared: { $url }
shared-already = You have shared this already: { $url }
refused-share-not-yours = Only the person who asked for that picture in private can share it.
refused-share-rights-member = You may not send messages in this channel, so nothing was shared.
refused-share-rights-bot = Easel may not post here. Ask an administrator to give it View Channel, Send Messages and Attach Files in this channel, then click again.
refused-share-elsewhere = This was asked for in { $channel }. Click Share there.
refused-share-lost = The pictures can no longer be fetched, neither from Discord nor from fal, so nothing was shared.
refused-share-large = The pictures cannot be made small enough for this channel, so nothing was shared.
refused-share-unknown = Discord gives no clear answer, so nobody can say yet whether this was posted. Look in the channel; if you click again in a minute, Easel looks first and never posts twice.
