"""Whichever: two may speak at any time, in any order.

A read waits for one pipe, and hears nothing of another one meanwhile. select waits for all of them at once, and tells
which are ready: a read of these returns at once. Mind that a pipe which has ended is ready as well, and stays so.

Read on: select(2), select.select in Python's library
"""

import os


def merge(a: int, b: int, out: int) -> None:
    """Pass on whatever comes through either of two pipes into a third one, as it comes, until both have ended.

    a, b: read ends; either may speak first, and end first. out: a write end. All three stay open, and wait as before.
    One thread does it all, and sleeps while nothing comes.
    """
    # TODO: who speaks through b while a is silent? Wait for both.
    for reader in (a, b):
        while data := os.read(reader, 4096):
            os.write(out, data)
