"""The handler closes what a call waits for, and the call goes on to find it closed."""

import signal
import socket


def serve(listener):
    asked, at_hand, served = [], [], 0

    def ask(number, frame):
        asked.append(number)
        if len(asked) == 1:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        elif at_hand:
            at_hand[0].shutdown(socket.SHUT_RDWR)

    before = signal.signal(signal.SIGTERM, ask)
    while not asked:
        try:
            client, _ = listener.accept()
        except OSError:
            break
        at_hand[:] = [client]
        with client:
            question = b""
            while not question.endswith(b"\n") and (data := client.recv(1000)):
                question += data
            at_hand.clear()
            if question.endswith(b"\n"):
                client.sendall(question.upper())
                served += 1
    listener.close()
    signal.signal(signal.SIGTERM, before)
    return served
