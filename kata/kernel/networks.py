"""Netlink sockets as eyes in a network namespace: each sees the sockets of the one it was made in, sock_diag(7).

An answer behind walls makes one in its own network and hands it out, so this imports little.
"""

from __future__ import annotations

import socket

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Networks = Sequence[socket.socket]
else:
    Networks = tuple

NETLINK_SOCK_DIAG = 4  # linux/netlink.h


def into_this_network() -> socket.socket:
    """A netlink socket that sees the sockets of the network of this process, whoever holds it later."""
    return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG)
