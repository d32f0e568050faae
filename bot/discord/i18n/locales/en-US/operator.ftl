### Alerts to the operator.

operator-fal-balance = fal refuses this bot's account: the balance has run out or the account is locked. Easel is paused and affected requests were refunded; one request is retried from time to time. Top up your account at fal.
operator-fal-credentials = fal rejects this bot's key. Easel is paused and affected requests were refunded; one request is retried from time to time. Check FAL_KEY.
operator-fal-again = fal is accepting requests again. Easel has resumed.
operator-ceiling = { $spent } of today's { $ceiling } credits are spent or reserved (QUOTA_BOT_DAILY_CREDITS). At the cap, new requests are refused until the day ends.
