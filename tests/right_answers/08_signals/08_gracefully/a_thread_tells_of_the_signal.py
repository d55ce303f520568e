"""A thread waits for the signal, and tells of it through a pair of sockets."""

import selectors
import signal
import socket
import threading


def serve(listener):
    numbers = {signal.SIGTERM, signal.SIGUSR2}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    hears, tells = socket.socketpair()

    def wait():
        while signal.sigwait(numbers) == signal.SIGTERM:
            tells.send(b"!")

    waiting = threading.Thread(target=wait)
    waiting.start()
    selector = selectors.DefaultSelector()
    selector.register(hears, selectors.EVENT_READ)
    selector.register(listener, selectors.EVENT_READ)
    client, question, asked, served = None, b"", 0, 0
    while not asked or (client and asked < 2):
        for key, _ in selector.select():
            if key.fileobj is hears:
                asked += len(hears.recv(100))
                if asked == 1 and not client:
                    selector.unregister(listener)
                listener.close()
            elif asked > 1:
                continue
            elif key.fileobj is listener and not asked:
                client, question = listener.accept()[0], b""
                selector.unregister(listener)
                selector.register(client, selectors.EVENT_READ)
            elif key.fileobj is client:
                data = client.recv(1000)
                question += data
                if question.endswith(b"\n"):
                    client.sendall(question.upper())
                    served += 1
                if question.endswith(b"\n") or not data:
                    selector.unregister(client)
                    client.close()
                    client = None
                    if not asked:
                        selector.register(listener, selectors.EVENT_READ)
    if client:
        client.close()
    selector.close()
    signal.pthread_kill(waiting.ident, signal.SIGUSR2)
    waiting.join()
    hears.close()
    tells.close()
    listener.close()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return served
