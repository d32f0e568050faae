"""The REST API: one module a resource, each giving its routes."""

from sandbox.discord.rest.service import RestService

__all__ = ["RestService"]
