"""The child is another program that has its end of the pair as stdin and stdout."""

import socket
import subprocess
import sys
import threading

REVERSE = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"


def until_the_end(sock):
    return b"".join(iter(lambda: sock.recv(4096), b""))


def ask_all(sock, question):
    def ask():
        sock.sendall(question)
        sock.shutdown(socket.SHUT_WR)

    asking = threading.Thread(target=ask)
    asking.start()
    answer = until_the_end(sock)
    asking.join()
    return answer


def backwards(text):
    ours, theirs = socket.socketpair()
    with ours, subprocess.Popen([sys.executable, "-S", "-c", REVERSE], stdin=theirs, stdout=theirs):
        theirs.close()
        return ask_all(ours, text)
