"""Benchmarks: Easel next to a minimal bot and a typical one, all against the sandbox.

``python -m benchmarks`` runs them and prints tables. Nothing here is part of the product.
"""
