"""Prometheus metrics; imported only if ``METRICS_PORT`` is set, because the library takes memory and time.

``definitions`` has the metrics that count events, ``state`` those that are read from the running bot for each
scrape, and ``server`` serves them. No label contains an ID, a name or any
other value without a bound.
"""
