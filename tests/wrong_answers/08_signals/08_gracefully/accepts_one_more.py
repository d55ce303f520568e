"""Takes a note in the handler, and looks at it when the next client has come.

caught_by = "test_asked_in_accept_it_ends"
cause = "nobody-connects"
words = ["accept"]
"""

import signal


def serve(listener):
    asked = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: asked.append(number))
    served = 0
    while not asked:
        client, _ = listener.accept()
        with client, client.makefile("rb") as lines:
            question = lines.readline()
            if question.endswith(b"\n"):
                client.sendall(question.upper())
                served += 1
    listener.close()
    signal.signal(signal.SIGTERM, before)
    return served
