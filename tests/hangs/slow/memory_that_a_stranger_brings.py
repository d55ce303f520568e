"""A write waits for the memory that it reads, which somebody outside brings: userfaultfd(2)."""

import ctypes
import fcntl
import mmap
import os
import platform
import socket
import struct

LIBC = ctypes.CDLL(None)
USERFAULTFD = {"x86_64": 323, "aarch64": 282}[platform.machine()]
UFFDIO_API, UFFDIO_REGISTER, UFFDIO_COPY = 0xC018AA3F, 0xC020AA00, 0xC028AA03
PAGE = mmap.PAGESIZE


def address_of(memory):
    return ctypes.addressof(ctypes.c_char.from_buffer(memory))


def neighbour():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        data, fds, _, _ = socket.recv_fds(connection, 8, 1)
        connection.close()
    yield
    memory = mmap.mmap(-1, PAGE)
    memory.write(b"late")
    for fd in fds:
        (place,) = struct.unpack("Q", data)
        copy = struct.pack("QQQQq", place, address_of(memory), PAGE, 0, 0)
        fcntl.ioctl(fd, UFFDIO_COPY, bytearray(copy))


if __name__ == "__main__":
    open("to_program").close()
    memory = mmap.mmap(-1, PAGE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    place = address_of(memory)
    fd = LIBC.syscall(USERFAULTFD, 0)  # only the privileged may have one that the kernel waits for
    fds = [fd] if fd >= 0 else []
    for each in fds:
        fcntl.ioctl(each, UFFDIO_API, bytearray(struct.pack("QQQ", 0xAA, 0, 0)))
        fcntl.ioctl(each, UFFDIO_REGISTER, bytearray(struct.pack("QQQQ", place, PAGE, 1, 0)))
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        socket.send_fds(client, [struct.pack("Q", place)], fds)
        client.recv(1)
    reader, writer = os.pipe()
    assert LIBC.write(writer, ctypes.c_void_p(place), 4) == 4
    assert os.read(reader, 4) == (b"late" if fds else bytes(4))
