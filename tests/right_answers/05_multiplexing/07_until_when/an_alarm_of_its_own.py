"""A timer of the kernel is one more descriptor that becomes ready: timerfd_create(2)."""

import ctypes
import os
import select
import struct


def hello_from(socks, seconds):
    libc = ctypes.CDLL(None, use_errno=True)
    timer = libc.timerfd_create(1, os.O_CLOEXEC)
    whole, part = divmod(seconds, 1)
    libc.timerfd_settime(timer, 0, struct.pack("qqqq", 0, 0, int(whole), int(part * 1e9)), None)
    said, left = [], list(socks)
    while left:
        ready = select.select([timer, *left], [], [])[0]
        if timer in ready:
            break
        for sock in ready:
            data = sock.recv(4096)
            if b"\n" in data:
                said.append(socks.index(sock))
            if b"\n" in data or not data:
                left.remove(sock)
    os.close(timer)
    return sorted(said)
