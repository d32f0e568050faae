"""Scenarios played in the sandbox (the demo and the guide), and the tools that record them."""
