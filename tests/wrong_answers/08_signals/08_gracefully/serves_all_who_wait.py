"""Serves those as well who have connected and were not accepted yet.

caught_by = "test_who_was_not_accepted_yet_is_not_served"
words = ["was served: it got b'AND ME?"]
"""

import os
import select
import signal


def serve(listener):
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.signal(signal.SIGTERM, lambda number, frame: None)
    signal.set_wakeup_fd(wakes)
    served = 0
    while listener in (ready := select.select([listener, woken], [], [])[0]):
        client, _ = listener.accept()
        with client, client.makefile("rb") as lines:
            question = lines.readline()
            if question.endswith(b"\n"):
                client.sendall(question.upper())
                served += 1
    listener.close()
    signal.signal(signal.SIGTERM, before)
    signal.set_wakeup_fd(-1)
    os.close(woken)
    os.close(wakes)
    return served
