### Private replies and sharing them.

optname-private = private
option-private = Only you see the progress and pictures; you can share them later
private-note = Press **{ button-share }** to post this in the channel.
button-share = Share
shared-title = **{ $prompt }** shared by { $who }
shared-now = Shared: { $url }
shared-already = You already shared this: { $url }
refused-share-not-yours = Only the person who requested this private picture can share it.
refused-share-rights-member = You can't send messages in this channel, so nothing was shared.
refused-share-rights-bot = Easel can't post here. Ask an admin to give it View Channel, Send Messages and Attach Files in this channel, then press **{ button-share }** again.
refused-share-elsewhere = You requested this in { $channel }. Press **{ button-share }** there.
refused-share-lost = These pictures can no longer be downloaded, so nothing was shared.
refused-share-large = These pictures are too large for this channel, even compressed, so nothing was shared.
refused-share-unknown = Discord didn't confirm the post. Check the channel. If the pictures aren't there, press **{ button-share }** again in a minute; Easel checks first and won't post twice.
