"""Closes the listener when the client at hand has gone: until then, others are let in, and never served.

caught_by = "test_nobody_is_let_in_meanwhile"
words = ["was not refused"]
"""

import os
import select
import signal


def serve(listener):
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.signal(signal.SIGTERM, lambda number, frame: None)
    old = signal.set_wakeup_fd(wakes)
    served = asked = 0
    while not asked:
        ready, _, _ = select.select([listener, woken], [], [])
        if woken in ready:
            break
        client, _ = listener.accept()
        with client:
            question = b""
            while asked < 2 and not question.endswith(b"\n"):
                ready, _, _ = select.select([client, woken], [], [])
                if woken in ready:
                    asked += len(os.read(woken, 100))
                elif data := client.recv(1000):
                    question += data
                else:
                    break
            if question.endswith(b"\n"):
                client.sendall(question.upper())
                served += 1
    listener.close()
    signal.signal(signal.SIGTERM, before)
    signal.set_wakeup_fd(old)
    os.close(woken)
    os.close(wakes)
    return served
