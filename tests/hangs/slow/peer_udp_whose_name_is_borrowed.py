"""Somebody outside has the port of the peer at another address, and sends in the name of the peer: IP_PKTINFO."""

import socket
import struct

IP_PKTINFO = 8


def neighbour():
    with open("to_neighbour") as fifo:
        here, there = map(int, fifo.read().split())
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.2", there))
        yield
        source = struct.pack("=i4s4s", 0, socket.inet_aton("127.0.0.1"), bytes(4))
        other.sendmsg([b"late"], [(socket.IPPROTO_IP, IP_PKTINFO, source)], 0, ("127.0.0.1", here))


if __name__ == "__main__":
    here, there = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
    here.bind(("127.0.0.1", 0))
    there.bind(("127.0.0.1", 0))
    here.connect(there.getsockname())
    there.connect(here.getsockname())
    with open("to_neighbour", "w") as fifo:
        fifo.write(f"{here.getsockname()[1]} {there.getsockname()[1]}")
    assert here.recv(10) == b"late"
