"""A shell takes its trap from a variable, so that its own text does not name any."""

import os
import signal


def neighbour():
    with open("to_neighbour") as fifo:
        pid = int(fifo.read())
    yield
    os.kill(pid, signal.SIGINT)


if __name__ == "__main__":
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)
    os.dup2(reader, 0)
    with open("to_neighbour", "w") as fifo:
        fifo.write(str(os.getpid()))
    os.environ["SETUP"] = "trap 'kill $!; exit 0' INT"
    os.execvp("bash", ["bash", "-c", 'eval "$SETUP"; cat <&0 & wait $!'])
