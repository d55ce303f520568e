"""The signals and the file by which those who watch and those who are watched understand each other.

Apart from their users, so that each signal has one meaning, and because a watcher needs no more of the reporter.
"""

import _signal  # type: ignore[import-not-found]  # `signal` imports enum, re

FIRST = getattr(_signal, "SIGRTMIN", _signal.SIGUSR2 - 11) + 11
ASK = FIRST  # to a process: tell where you stand, as the `reporter` does
OWN_INTERRUPT = (
    FIRST + 1
)  # handled, for all to see, as long as SIGINT is handled as Python does it, or asyncio
OWN_HANDLER = (
    FIRST + 2
)  # handled, for all to see, once the program handles a signal of which nothing else tells
BELL = FIRST + 3 if hasattr(_signal, "SIGRTMIN") else _signal.SIGUSR2  # to the test: your answer sleeps
DOORBELL = (
    FIRST + 4 if hasattr(_signal, "SIGRTMIN") else _signal.SIGUSR2
)  # to an answer that runs apart: hand over
FAULTS = ("SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGABRT")
"""Signals that a process brings upon itself; faulthandler in a Python writes down where."""
GOES_ON = "goes-on"  # in the folder: whoever answers goes on, as its call does after a handler
REACH = "reach"  # in the folder: the tids of threads that poll, each on a line, which are to tell all that they reach
