"""Telling what happens in the sandbox: who watches, who writes it down, and the demo's story."""
