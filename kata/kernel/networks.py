"""Netlink sockets, each of which shows the sockets of the network namespace that it was made in: sock_diag(7).

An answer behind walls makes one in its own network and sends it to its keeper, so this imports little.
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
    """A netlink socket that shows the sockets of the network of this process, whichever process holds it."""
    return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG)
