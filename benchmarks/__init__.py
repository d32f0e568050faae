"""Easel, side by side with a bare bot and with the bot that one writes in an evening.

``python -m benchmarks`` runs everything against the sandbox, which has a process of its own, and
prints a table; nothing here is part of the product.
"""
