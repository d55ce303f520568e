"""Processes that the standard library has started for its own use, and keeps until Python exits.

A program of `multiprocessing` neither sees them nor can wait for them: they are nothing that it has left behind.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum, re
import os
import sys

SERVICES = (  # modules, the objects in them, and their names for the pid and for the end that keeps the process alive
    ("multiprocessing.forkserver", "_forkserver", "_forkserver_pid", "_forkserver_alive_fd"),
    ("multiprocessing.resource_tracker", "_resource_tracker", "_pid", "_fd"),
)


def end() -> None:
    """End those of this process at once, before they tidy up after it: what it has left is to be seen."""
    for module, name, pid, alive in SERVICES:
        service = getattr(sys.modules.get(module), name, None)
        if isinstance(getattr(service, pid, None), int) and isinstance(getattr(service, alive, None), int):
            _end(getattr(service, pid), getattr(service, alive))
            setattr(service, pid, None)
            setattr(service, alive, None)
            _remove(getattr(service, "_forkserver_address", None))


def _remove(address: object) -> None:
    """Remove the socket file of a fork server, whose address is abstract on most machines."""
    if isinstance(address, str) and not address.startswith("\0"):
        try:
            os.unlink(address)
        except OSError:
            return


def _end(pid: int, alive: int) -> None:
    try:
        if os.waitpid(pid, os.WNOHANG) == (0, 0):
            os.kill(pid, _signal.SIGKILL)
            os.waitpid(pid, 0)
        os.close(alive)
    except OSError:  # it is that of a parent, which has forked this process, or has gone
        return
