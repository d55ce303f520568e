"""All pidfds are polled, and waitid asks the one that is ready."""

import os
import select


def run_all(readers):
    poll, codes, waiting = select.poll(), {}, {}
    for number, reader in enumerate(readers):
        child = os.fork()
        if child == 0:
            os.closerange(reader + 1, 200)
            for later in readers[number + 1 :]:
                if later < reader:
                    os.close(later)
            os._exit(int.from_bytes(os.read(reader, 1), "big"))
        os.close(reader)
        pidfd = os.pidfd_open(child)
        poll.register(pidfd, select.POLLIN)
        waiting[pidfd] = number
    while waiting:
        for pidfd, _ in poll.poll():
            codes[waiting.pop(pidfd)] = os.waitid(os.P_PIDFD, pidfd, os.WEXITED).si_status
            poll.unregister(pidfd)
            os.close(pidfd)
    return [codes[number] for number in range(len(readers))]
