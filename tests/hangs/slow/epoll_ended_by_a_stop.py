"""epoll_wait ends when its process is stopped and continued, handler or not: signal(7)."""

import os
import platform
import signal
import time

CREATE, CONTROL, WAIT = {"x86_64": (291, 233, 281), "aarch64": (20, 21, 22)}[platform.machine()]
EVENT = {"x86_64": "LQ", "aarch64": "Lx4Q"}[platform.machine()]
PROGRAM = f"""
pipe(my $reader, my $writer);
my $event = pack("{EVENT}", 1, 0);
my $epoll = syscall({CREATE}, 0);
syscall({CONTROL}, $epoll, 1, fileno($reader), $event) == 0 or exit 2;
open(my $fifo, "<", "to_program");
exit(syscall({WAIT}, $epoll, $event, 1, -1, 0, 8) == -1 ? 0 : 3);
"""


def neighbour():
    open("to_program", "w").close()
    (perl,) = yield
    os.kill(perl, signal.SIGSTOP)
    time.sleep(0.1)
    os.kill(perl, signal.SIGCONT)


if __name__ == "__main__":
    os.execlp("perl", "perl", "-e", PROGRAM)
