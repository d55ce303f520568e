"""A handler of SIGCHLD collects the codes while the parent sleeps."""

import os
import signal


def run_all(readers):
    codes, children = {}, []

    def collect(signum, frame):
        try:
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                codes[ended[0]] = os.WEXITSTATUS(ended[1])
        except ChildProcessError:
            pass

    before = signal.signal(signal.SIGCHLD, collect)
    for number, reader in enumerate(readers):
        child = os.fork()
        if child == 0:
            for later in readers[number + 1 :]:
                os.close(later)
            os._exit(os.read(reader, 1)[0])
        os.close(reader)
        children.append(child)
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    while len(codes) < len(children):
        signal.sigwait([signal.SIGCHLD])
        collect(0, None)
    signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    signal.signal(signal.SIGCHLD, before)
    return [codes[child] for child in children]
