### Alerts to the operator.

operator-fal-balance = fal is refusing this bot's account and says: { $words } Easel is paused and affected requests were refunded. Easel tries a single request from time to time. If the balance has run out, top it up at fal; for anything else, contact fal's support.
operator-fal-credentials = fal is rejecting this bot's key and says: { $words } Easel is paused and affected requests were refunded. Easel tries a single request from time to time. Check FAL_KEY.
operator-fal-outage = fal failed the last { $count } requests in the same way: { $what }. Easel is paused and affected requests were refunded. Easel tries a single request from time to time. If the message names an input, check FAL_MODEL and the model's file.
operator-fal-again = fal is accepting requests again. Easel has resumed.
operator-result-hosts = Result files can't be fetched: { $what }. Easel is paused so that you don't pay for pictures that it would refuse. Turn off the fake addresses of the tunnel or resolver for this host, or declare their range in RESULT_NETWORKS.
operator-cap = { $spent } of today's { $cap } credits are spent or reserved (QUOTA_BOT_DAILY_CREDITS). At the cap, new requests are refused until the day ends.
operator-server-cap = Easel is now on several servers. Each of them can spend up to { $cap } credits a day, a fifth of QUOTA_BOT_DAILY_CREDITS. To choose another limit, set QUOTA_SERVER_DAILY_CREDITS; to keep other servers out, set ALLOWED_GUILD_IDS.
operator-second-process = Another process with this bot's token responded to an interaction, so this one did nothing. Run only one copy of Easel, or one for each set of SHARD_IDS: stop the other copy, and reset the token if you don't recognize it.
operator-second-session = Another process with this bot's token is connected to Discord. It can respond to members in place of this one, from a database of its own. Run only one copy of Easel, or one for each set of SHARD_IDS: stop the other copy, and reset the token if you don't recognize it.
operator-size = { $model } returned { $drawn } instead of { $requested } (wire form: { $form }). Easel charges the lower price. Run easel doctor to compare the model with its published schema.
