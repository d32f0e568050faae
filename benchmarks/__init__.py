"""Benchmarks: compare Easel with a minimal bot and a typical one, all running against the sandbox.

``python -m benchmarks`` runs them and prints tables. They are not part of the product.
"""
