"""fal's queue API: client, transport, schemas, error classification, circuit breaker."""
