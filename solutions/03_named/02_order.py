"""Order: two FIFOs, one for each direction, and who opens which first.

A FIFO carries bytes one way, so two who talk with each other need two of them. Each open waits for the other side; if
both open first what they read, each waits for what the other has not come to yet. No amount of patience helps: an
order in which to wait is part of the protocol, like the bytes.

Run the tests before you change anything: they hang, and you are told why.

Read on: fifo(7), open(2)
"""

import os


def meet(there: str, back: str, first: bool) -> tuple[int, int]:
    """Meet somebody at two FIFOs: open one to write and the other to read, and wait for the other side at each.

    there, back: the paths of FIFOs, to write into and to read out of; for the other side they are the other way round.
    first: whether this side is the one that opens `there` before `back`; the other one opens its `back` first.
    Returns two descriptors, of the write end of `there` and the read end of `back`; both wait, as new ones do.
    """
    if first:
        writer = os.open(there, os.O_WRONLY)
        reader = os.open(back, os.O_RDONLY)
    else:
        reader = os.open(back, os.O_RDONLY)  # the very FIFO that the other side opens first
        writer = os.open(there, os.O_WRONLY)
    return writer, reader
