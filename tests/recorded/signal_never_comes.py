"""cause = "signal-never-comes"
summary = "Your process waits for a signal, and nobody is left to send one. One that was handled before this wait began does not end it."
people = ["your process"]
blamed = ["pause()"]
"""

import signal


def f():
    signal.pause()
