"""Lifts its limits as far as it may, and takes memory until there is none.

status = ["graded", "timeout"]  # how soon it has all depends on the machine
"""

import resource


def write_then_read(message):
    for name in (resource.RLIMIT_DATA, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC, resource.RLIMIT_AS):
        try:
            resource.setrlimit(name, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        except (ValueError, OSError):
            resource.setrlimit(name, (resource.getrlimit(name)[1],) * 2)
    held = [bytearray(1 << 20)]
    while True:
        held.append(2 * held[-1])
