"""Signal-driven input: the terminal is told to send SIGIO, and its other side speaks late."""

import fcntl
import os
import pty
import signal
import time

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGIO})
master, slave = pty.openpty()
fcntl.fcntl(slave, fcntl.F_SETOWN, os.getpid())
fcntl.fcntl(slave, fcntl.F_SETFL, fcntl.fcntl(slave, fcntl.F_GETFL) | os.O_ASYNC | os.O_NONBLOCK)
if os.fork() == 0:
    time.sleep(0.8)
    os.write(master, b"late\n")
    os._exit(0)
signal.sigwait({signal.SIGIO})
