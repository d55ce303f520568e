"""The child that a reader waits for was stopped by somebody, and is continued later."""

import os
import signal


def neighbour():
    with open("to_neighbour") as fifo:
        pid = int(fifo.read())
    os.kill(pid, signal.SIGSTOP)
    yield
    open("enough", "w").close()
    os.kill(pid, signal.SIGCONT)


if __name__ == "__main__":
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        with open("to_neighbour", "w") as fifo:
            fifo.write(str(os.getpid()))
        while not os.path.exists("enough"):
            pass
        os.write(writer, b"late")
        os._exit(0)
    os.close(writer)
    assert os.read(reader, 10) == b"late"
    os.waitpid(pid, 0)
