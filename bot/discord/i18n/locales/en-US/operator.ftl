### To the operator.

operator-fal-balance = fal refuses this bot's account: its balance is spent or it is locked. Drawing is paused and everything refunded; now and then one request tries again. Top up at fal.
operator-fal-credentials = fal refuses this bot's key. Drawing is paused and everything refunded; now and then one request tries again. Check FAL_KEY.
operator-fal-again = fal accepts requests again. Drawing goes on.
operator-ceiling = { $spent } of today's { $ceiling } credits are spent or held (QUOTA_BOT_DAILY_CREDITS). At the ceiling, new requests are refused until the day ends.
