"""One thread sends while the other receives."""

import threading


def exchange(sock, message):
    speaking = threading.Thread(target=sock.sendall, args=(message,))
    speaking.start()
    received = sock.recv(4096)
    speaking.join()
    return received
