"""Takes the status of any child, also of one that somebody else has started and waits for.

caught_by = "test_children_of_others_keep_their_status"
words = ["ChildProcessError", "`collect` has taken its status, on line"]
"""

import os
import signal


def collect(children, ended):
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if not pid:
            break
        ended[pid] = os.waitstatus_to_exitcode(status)


def start(code, reader, writer):
    child = os.fork()
    if child == 0:
        os.close(writer)
        if code is None:
            os.read(reader, 1)
        elif code < 0:
            os.kill(os.getpid(), -code)
        os._exit(code or 0)
    return child


def burst(codes):
    ended = {}
    reader, writer = os.pipe()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    children = [start(code, reader, writer) for code in codes]
    stranger = start(7, reader, writer)
    before = signal.signal(signal.SIGCHLD, lambda number, frame: collect(children, ended))
    late = [child for child, code in zip(children, codes, strict=True) if code is None]
    known = []
    for dead in [pid for pid in [*children, stranger] if pid not in late], late:
        for child in dead:
            os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        known.append([ended.get(child) for child in children])
        if dead is not late:
            os.close(writer)
    os.close(reader)
    _, status = os.waitpid(stranger, 0)
    signal.signal(signal.SIGCHLD, before)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return known[0], known[1], os.waitstatus_to_exitcode(status)
