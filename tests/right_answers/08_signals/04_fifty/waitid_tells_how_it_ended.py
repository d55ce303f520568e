"""waitid tells how a child has ended, without a status to take apart."""

import os
import signal


def collect(children, ended):
    for child in set(children) - set(ended):
        told = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG)
        if told is not None:
            is_exit = told.si_code == os.CLD_EXITED
            ended[child] = told.si_status if is_exit else -told.si_status


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
