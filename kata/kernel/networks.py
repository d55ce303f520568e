"""Netlink sockets, each of which shows the sockets of the network namespace that it was made in: sock_diag(7).

An answer behind walls makes one in its own network and sends it to its keeper, so this imports little.
"""

from __future__ import annotations

import _socket  # `socket` imports enum and selectors, and each answer that runs apart would wait for them

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

    Networks = Sequence[socket.socket]
else:
    Networks = tuple

NETLINK_SOCK_DIAG = 4  # linux/netlink.h


def into_this_network() -> int:
    """A descriptor of a netlink socket: it shows the sockets of this process's network, whoever holds it."""
    return _socket.socket(_socket.AF_NETLINK, _socket.SOCK_RAW, NETLINK_SOCK_DIAG).detach()
