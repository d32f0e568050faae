"""REST API: one module per resource, each with a table of its routes."""

from sandbox.discord.rest.service import RestService

__all__ = ["RestService"]
