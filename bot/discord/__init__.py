"""Discord adapters: client, delivery, persistent components, formatters and translations."""
