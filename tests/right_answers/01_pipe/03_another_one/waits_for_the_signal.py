"""The parent sleeps until SIGCHLD has come, and then asks for the status without waiting."""

import os
import signal

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    with open(writer, "w") as out:
        out.writelines([LINE] * 10)


def in_the_parent(reader, writer):
    os.close(writer)
    with open(reader) as lines:
        return [*lines]


def another_one():
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        in_the_child(reader, writer)
        os._exit(0)
    messages = in_the_parent(reader, writer)
    signal.sigwait([signal.SIGCHLD])
    os.waitpid(child, os.WNOHANG)
    return messages
