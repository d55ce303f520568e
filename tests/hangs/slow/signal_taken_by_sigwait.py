"""The signal that sigwait waits for comes from outside."""

import os
import signal


def neighbour():
    pids = yield
    os.kill(pids[0], signal.SIGUSR1)


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    assert signal.sigwait({signal.SIGUSR1}) == signal.SIGUSR1
