"""Where: a socket has a domain, a type and a protocol; a listening one has an address, too.

    socket(AF_INET, SOCK_STREAM, 0)

The domain says how addresses look, the type whether bytes or messages go through. And the protocol? 0 is not TCP, nor
any other: it asks the kernel for the usual one, and Python goes on to say 0 where you ask it for the protocol.
The kernel chooses addresses as well: port 0, or an empty name, means any that is free.

Read on: socket(2), socket(7), ip(7), unix(7), getsockname(2)
"""

import socket

ANY_ADDRESS: dict[int, object] = {
    socket.AF_INET: ("127.0.0.1", 0),
    socket.AF_INET6: ("::1", 0),
    socket.AF_UNIX: "",
}


def usual_protocol(domain: int, kind: int) -> int:
    """Make a socket of this domain and type with protocol 0, and ask the kernel which protocol that is.

    domain: like socket.AF_INET. kind: the type, like socket.SOCK_STREAM.
    Returns the number of the protocol; nothing stays open.
    """
    with socket.socket(domain, kind, 0) as sock:
        # 6 is TCP, 17 is UDP: /etc/protocols has their names.
        return sock.getsockopt(socket.SOL_SOCKET, socket.SO_PROTOCOL)


def listen(domain: int) -> tuple[socket.socket, object]:
    """Listen for streams where only this machine can connect, at an address that the kernel chooses.

    domain: socket.AF_INET: 127.0.0.1 and any port that is free; socket.AF_INET6: the same at ::1; socket.AF_UNIX: a
    name that is in no folder, as bind takes it from "".
    Returns the listening socket, which waits as a new one does, and its address, to which a socket of this domain can
    connect.
    """
    listener = socket.socket(domain, socket.SOCK_STREAM)
    listener.bind(ANY_ADDRESS[domain])
    listener.listen()
    return listener, listener.getsockname()  # known only now: bind has chosen it
