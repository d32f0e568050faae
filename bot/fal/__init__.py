"""fal client: submit, follow, read and cancel requests on the queue API."""
