"""Somebody freezes two processes that play ping-pong, and thaws them: cgroups(7)."""

import os
import time

MOUNTS = ("/sys/fs/cgroup", "/sys/fs/cgroup/unified")


def neighbour():
    with open("to_neighbour") as fifo:
        pids = fifo.read().split()
    for mount in MOUNTS:
        group = f"{mount}/frozen-{pids[0]}"
        if not os.path.exists(f"{mount}/cgroup.controllers") or not os.access(mount, os.W_OK):
            continue  # of the first version, or nobody may freeze here
        os.mkdir(group)
        for pid in pids:
            write(f"{group}/cgroup.procs", pid)
        write(f"{group}/cgroup.freeze", "1")
        time.sleep(3)
        write(f"{group}/cgroup.freeze", "0")
        time.sleep(0.1)
        for pid in pids:
            write(f"{mount}/cgroup.procs", pid)
        os.rmdir(group)
        break
    yield


def write(file, text):
    with open(file, "w") as opened:
        opened.write(text)


def play(reader, writer, is_over):
    while not is_over():
        os.write(writer, b"!")
        if not os.read(reader, 1):
            return


if __name__ == "__main__":
    (mine, theirs), (back, forth) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.close(theirs)
        os.close(back)
        play(mine, forth, lambda: False)
        os._exit(0)
    os.close(mine)
    os.close(forth)
    with open("to_neighbour", "w") as fifo:
        fifo.write(f"{child} {os.getpid()}")
    end = time.monotonic() + 5
    play(back, theirs, lambda: time.monotonic() > end)
    os.close(theirs)
    os.wait()
