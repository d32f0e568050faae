"""Simulated fal queue on loopback, with an artist that needs no model.

The unmodified fal-client connects to it over real sockets: submit, status, status stream, result and cancel
are on one port, the result files on another. :class:`sandbox.clock.SandboxClock` provides the time and
:class:`sandbox.faults.Faults` the faults.
"""

from sandbox.fal.artist import Artist, FixedSizeArtist
from sandbox.fal.auth import new_key
from sandbox.fal.fault_names import FAULT_NAMES
from sandbox.fal.request import FalRequest, RequestState
from sandbox.fal.result_files import ImageGenerator
from sandbox.fal.simulator import FalSimulator
from sandbox.fal.traffic_log import Exchange, Submit

__all__ = [
    "FAULT_NAMES",
    "Artist",
    "Exchange",
    "FalRequest",
    "FalSimulator",
    "FixedSizeArtist",
    "ImageGenerator",
    "RequestState",
    "Submit",
    "new_key",
]
