"""A faithful fal queue on loopback, with an artist that needs no model.

The unmodified fal-client talks to it over real sockets: submit, status, status stream, result and cancel on one port,
the result files on another. Time comes from a :class:`sandbox.clock.SandboxClock`, faults from
:class:`sandbox.faults.Faults`.
"""

from sandbox.fal.artist import Artist, FixedSizeArtist
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
]
