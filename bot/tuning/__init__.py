"""Performance tuning that reaches into private parts of dependencies; each module names them."""
