"""Whether a stream is at its end: a pipe or a stream socket, which a process reads from.

Loaded into every Python program that is watched, like `reporter`.
"""

from __future__ import annotations

import _socket

from . import closings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def ended_among(threads: Iterable[dict[str, Any]]) -> list[int]:
    """The descriptors that the frames of threads can name and that lead to a stream at its end."""
    named = {fd for thread in threads for frame in thread["stack"] for _, fd, _ in frame["names"]}
    return [fd for fd in sorted(named) if has_ended(fd)]


def has_ended(fd: int) -> bool | None:
    """Whether a pipe or a stream is at its end: nobody can write to it, and nothing is left; None of all else."""
    import select  # here: few errors need it

    end = closings.end_of(fd)
    if end is None or end[1] == closings.WRITE_END:
        return None
    if end[1] == closings.SOCKET:
        return _has_socket_ended(fd)
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    events = poll.poll(0)
    return bool(events) and not events[0][1] & select.POLLIN


def _has_socket_ended(fd: int) -> bool | None:
    same = _socket.socket(fileno=fd)
    try:
        if same.type != _socket.SOCK_STREAM:
            return None
        return not same.recv(1, _socket.MSG_PEEK | _socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:
        return None
    finally:
        same.detach()
