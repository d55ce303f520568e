"""SIGPIPE has its default for as long as it takes to fork."""

import os
import signal


def head(argv, count):
    reader, writer = os.pipe()
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        os.dup2(writer, 1)
        os.execvp(argv[0], argv)
    signal.signal(signal.SIGPIPE, before)
    os.close(writer)
    data = b""
    while data.count(b"\n") < count and (chunk := os.read(reader, 65536)):
        data += chunk
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return data.splitlines(keepends=True)[:count], os.waitstatus_to_exitcode(status)
