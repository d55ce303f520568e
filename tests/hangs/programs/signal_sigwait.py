"""sigwait for a signal that nobody sends.

cause = "signal-never-comes"
verdict = "timeout"
"""

import signal

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
signal.sigwait({signal.SIGUSR1})  # waits
