"""The signals and the file by which a watcher and the `reporter` in a process understand each other.

Apart from the reporter, because the watcher needs no more of it than these.
"""

import _signal  # type: ignore[import-not-found]  # `signal` imports enum, re

ASK = getattr(_signal, "SIGRTMIN", _signal.SIGUSR2 - 11) + 11
OWN_INTERRUPT = ASK + 1  # handled, for all to see, as long as SIGINT is handled as Python does it, or asyncio
GOES_ON = "goes-on"  # in the folder: whoever answers goes on, as its call does after a handler
