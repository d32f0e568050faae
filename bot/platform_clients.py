"""Clients of fal and of file hosts, built from the settings; also used by checks that run without the bot."""

from __future__ import annotations

from bot.clock import Clock
from bot.fal.client import FalClient
from bot.fal.platform_api import PlatformApi
from bot.fal.storage import FalStorage
from bot.images import HostPolicy, ImageWorkers, PictureFetcher, Spool
from bot.observer import NO_OBSERVER, Observer
from bot.redaction import Redactor
from config import Settings
from config.settings import DISCORD_API_URL, FAL_REST_URL

__all__ = [
    "discord_file_hosts",
    "fal_client",
    "fal_storage",
    "host_policy",
    "picture_fetcher",
    "platform_api",
]

# fal connections for submissions, results and cancellations, besides one status stream per running job.
_SPARE_CONNECTIONS = 20


def picture_fetcher(
    settings: Settings, clock: Clock, spool: Spool, workers: ImageWorkers, observer: Observer = NO_OBSERVER
) -> PictureFetcher:
    """Return the client for result files."""
    return PictureFetcher(
        spool=spool,
        hosts=host_policy(settings),
        clock=clock,
        workers=workers,
        max_bytes=settings.picture_max_bytes,
        on_download=observer.file_downloaded,
    )


def host_policy(settings: Settings) -> HostPolicy:
    """Return the policy for the hosts of result files."""
    origin = settings.fal_queue_url if settings.fal_queue_overridden else None
    return HostPolicy(allowed=settings.result_hosts, origin=origin, networks=settings.result_networks)


def discord_file_hosts(settings: Settings) -> HostPolicy:
    """Return the policy for the hosts of files that users attach."""
    origin = settings.discord_api_url if settings.discord_api_url != DISCORD_API_URL else None
    return HostPolicy(allowed=("discordapp.com", "discordapp.net"), origin=origin)


def fal_client(settings: Settings, clock: Clock, observer: Observer = NO_OBSERVER) -> FalClient:
    """Return the client for fal's queue."""
    return FalClient(
        key=settings.fal_key.get_secret_value() if settings.fal_key else "",
        clock=clock,
        queue_url=settings.fal_queue_url if settings.fal_queue_overridden else None,
        poll_seconds=settings.fal_poll_seconds,
        connections=settings.jobs_running + _SPARE_CONNECTIONS,
        redactor=Redactor(settings.secrets),
        result_lifetime=settings.fal_result_lifetime_seconds,
        store_io=settings.fal_store_io == "yes",
        observer=observer,
    )


def platform_api(settings: Settings, clock: Clock) -> PlatformApi | None:
    """Return the client for fal's platform API; ``None`` if it is not used."""
    if settings.platform_api_url is None or settings.fal_key is None:
        return None
    return PlatformApi(settings.platform_api_url, settings.fal_key.get_secret_value(), clock)


def fal_storage(settings: Settings, clock: Clock, observer: Observer = NO_OBSERVER) -> FalStorage:
    """Return the client for fal's storage."""
    return FalStorage(
        key=settings.fal_key.get_secret_value() if settings.fal_key else "",
        clock=clock,
        rest_url=settings.fal_rest_url if settings.fal_rest_url != FAL_REST_URL else None,
        redactor=Redactor(settings.secrets),
        observer=observer,
    )
