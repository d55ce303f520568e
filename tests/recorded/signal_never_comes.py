"""cause = "signal-never-comes"
summary = "Your process waits for a signal, and nobody is left to send one."
people = ["your process"]
blamed = ["pause()"]
"""

import signal


def f():
    signal.pause()
