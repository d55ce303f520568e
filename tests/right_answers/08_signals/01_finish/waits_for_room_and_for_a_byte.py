"""Waits for room in the pipe and for the signal at once, in a select of both."""

import os
import select
import signal


def line(number):
    return f"line {number} ".ljust(2999, ".") + "\n"


def work(writer):
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.signal(signal.SIGTERM, lambda number, frame: None)
    old = signal.set_wakeup_fd(wakes)
    count = 0
    while True:
        ready, room, _ = select.select([woken], [writer], [])
        if ready:
            break
        count += 1
        data = line(count).encode()
        while data:
            data = data[os.write(writer, data) :]
    data = b"bye\n"
    os.write(writer, data)
    signal.set_wakeup_fd(old)
    signal.signal(signal.SIGTERM, before)
    for fd in (woken, wakes, writer):
        os.close(fd)
    return count
