"""A handler of SIGCHLD asks for the status, and an event tells that it has."""

import os
import signal
import threading

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    with open(writer, "w") as out:
        for _ in range(10):
            out.write(LINE)


def in_the_parent(reader, writer):
    os.close(writer)
    with open(reader) as lines:
        messages = [line for line in lines]
    return messages


def another_one():
    done = threading.Event()

    def gone(*a):
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                done.set()
        except ChildProcessError:
            pass

    old = signal.signal(signal.SIGCHLD, gone)
    reader, writer = os.pipe()
    if os.fork() == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        in_the_child(reader, writer)
        os._exit(0)
    lines = in_the_parent(reader, writer)
    done.wait()
    signal.signal(signal.SIGCHLD, old)
    return lines
