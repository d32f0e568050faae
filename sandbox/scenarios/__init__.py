"""Scenarios played in the sandbox, and the tools that record them: the demo and the guide."""
