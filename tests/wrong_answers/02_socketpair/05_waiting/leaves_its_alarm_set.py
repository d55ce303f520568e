"""An alarm ends recv, and where a message comes before it, nobody calls it off.

caught_by = "test_a_message_that_is_there_is_received"
cause = "left-behind"
words = ["an alarm that `receive_within` has set"]
"""

import signal

SIZE = 1024


def ring(signum, frame):
    raise TimeoutError


def receive_within(sock, seconds, otherwise):
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return sock.recv(SIZE)
    except TimeoutError:
        return otherwise
