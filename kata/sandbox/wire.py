"""Send plain values and open descriptors between a test and an answer that runs apart.

A message is eight bytes of length and as many of content; descriptors come with its first byte (SCM_RIGHTS, unix(7)).
The test trusts nothing: messages to it are JSON, `receive` limits their size, `plain` makes values of exact types or
raises.
"""

from __future__ import annotations

import _socket  # `socket` imports enum and selectors, and each answer that runs apart would wait for them
import fcntl
import itertools
import os
import struct
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Container, Iterable, MutableMapping, Sequence
    from typing import Any, TypeGuard

LARGEST = 48 << 20  # bytes of a message: 16 MiB of a learner's data, written as text
DEEPEST = 50  # levels of lists in lists
MOST = 250  # descriptors in a message: all are below OURS, and the kernel takes 253, SCM_MAX_FD
LENGTH = struct.Struct("=Q")
ROOMS = ("/dev/shm", "/tmp")  # where an answer may write, in memory
OURS = 256  # descriptors from here on belong to the channel itself and never cross


class Foul(Exception):
    """Data from the channel that are no message, or too long for one; the text says why."""


class NotPlain(Exception):
    """A value that cannot be sent; the text says which."""


def send(
    channel: _socket.socket, data: bytes, fds: Sequence[int] = (), and_close: Iterable[int] = ()
) -> None:
    """Send a message, and copies of descriptors with it.

    and_close: descriptors to close here before the message is whole, so that its receiver can be sure that they are.
    Raises OSError, and has sent nothing, if one of the descriptors is not open.
    """
    if len(data) > LARGEST:
        raise NotPlain(f"{len(data)} bytes are too many to cross")
    head = LENGTH.pack(len(data))
    rights = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, struct.pack(f"{len(fds)}i", *fds))
    sent = channel.sendmsg([head], [rights] if fds else [])
    for fd in and_close:
        try:
            os.close(fd)
        except OSError:  # a thread of the answer was quicker
            continue
    channel.sendall(head[sent:] + data)


def receive(channel: _socket.socket, read: Callable[[bytes], Any]) -> tuple[Any, list[int]] | None:
    """Receive the next message and its descriptors; None at the end of file. Raises Foul.

    read: parses the bytes, or raises ValueError.
    """
    data, ancillary, flags, _ = channel.recvmsg(LENGTH.size, _socket.CMSG_LEN(MOST * struct.calcsize("i")))
    fds = [fd for _, _, content in ancillary for (fd,) in struct.iter_unpack("i", content)]
    try:
        if not data:
            return None
        if flags & _socket.MSG_CTRUNC:
            raise Foul("descriptors were lost on their way: is the limit of open files reached?")
        data = data + exactly(channel, LENGTH.size - len(data))
        (size,) = LENGTH.unpack(data)
        if size > LARGEST:
            raise Foul(f"a message of {size} bytes")
        return read(exactly(channel, size)), fds
    except (ValueError, RecursionError, Foul) as error:
        for fd in fds:
            os.close(fd)
        raise Foul(str(error)) from None


def exactly(channel: _socket.socket, size: int) -> bytes:
    """Receive `size` bytes, in however many chunks. Raises Foul at the end of file."""
    found = bytearray()
    while len(found) < size:
        chunk = channel.recv(min(size - len(found), 1 << 20))
        if not chunk:
            raise Foul("the end in the middle of a message")
        found += chunk
    return bytes(found)


def packed(value: object, other: Callable[[object], Any], depth: int = 0) -> Any:
    """Pack a value for JSON; an object of a subclass is packed as its built-in class.

    other: packs any other value, or raises NotPlain.
    """
    if depth > DEEPEST:
        raise NotPlain("lists in lists in lists")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value) if -(1 << 63) <= value < 1 << 63 else {"int": format(int(value), "x")}
    if isinstance(value, float):
        return {"float": float(value).hex()}
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, bytes | bytearray | memoryview):
        name = next(kind.__name__ for kind in (bytes, bytearray, memoryview) if isinstance(value, kind))
        return {name: bytes(value).hex()}
    if isinstance(value, list | tuple | set | frozenset):
        name = next(kind.__name__ for kind in (list, tuple, set, frozenset) if isinstance(value, kind))
        return {name: [packed(each, other, depth + 1) for each in value]}
    if isinstance(value, dict):
        return {
            "dict": [[packed(k, other, depth + 1), packed(v, other, depth + 1)] for k, v in value.items()]
        }
    return other(value)


MAKE: dict[str, Callable[[Any], object]] = {
    "int": lambda text: int(text, 16),
    "float": float.fromhex,
    "bytes": bytes.fromhex,
    "bytearray": bytearray.fromhex,
    "memoryview": lambda text: memoryview(bytes.fromhex(text)),
}
COLLECT: dict[str, Callable[[Any], object]] = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "dict": dict,
}


def plain(value: Any, other: Callable[[str, Any], object], depth: int = 0) -> Any:
    """Unpack a value, of exact built-in types. Raises Foul for anything that `packed` does not make.

    other: unpacks the values that `packed` gave to its own `other`.
    """
    if value is None or type(value) in (bool, int, str):
        return value
    try:
        if depth <= DEEPEST and type(value) is dict and len(value) == 1:
            ((kind, content),) = value.items()
            if kind in MAKE and type(content) is str:
                return MAKE[kind](content)
            if kind == "dict":
                pairs = [(plain(k, other, depth + 1), plain(v, other, depth + 1)) for k, v in content]
                return dict(pairs)
            if kind in COLLECT and type(content) is list:
                return COLLECT[kind]([plain(each, other, depth + 1) for each in content])
            return other(kind, content)
    except (ValueError, TypeError, OverflowError) as error:
        raise Foul(f"no value: {error}") from None
    raise Foul("no value")


_keys = itertools.count()


def is_socket(value: object) -> TypeGuard[socket.socket]:
    """Whether a value is a socket of the module `socket`, which the program may not have imported."""
    known = sys.modules.get("socket")
    return known is not None and isinstance(value, known.socket)


def packed_socket(value: socket.socket, known: MutableMapping[int, socket.socket], side: int) -> Any:
    """Pack a socket; it has a key from now on. side: 0 or 1, so that the two sides never give the same key."""
    key = next((key for key, each in known.items() if each is value), None)
    if key is None:
        key = next(_keys) * 2 + side
        known[key] = value
    facts = [int(value.family), int(value.type), value.proto, value.gettimeout()]
    return {"socket": [key, value.fileno(), *facts]}


def socket_of(content: Any, known: MutableMapping[int, socket.socket]) -> socket.socket:
    """Unpack a socket, whose descriptor is open here. Raises Foul."""
    key, fd, family, kind, proto, limit = content
    if any(type(each) is not int for each in (key, fd, family, kind, proto)):
        raise Foul("no socket")
    if key not in known:
        import socket

        if fd < 0:
            made = socket.socket(socket.AF_UNIX)
            made.close()
        else:
            try:
                os.fstat(fd)
                made = socket.socket(family, kind, proto, fileno=fd)
                made.settimeout(limit)
            except OSError:  # a thread of the answer has closed it meanwhile
                made = socket.socket(socket.AF_UNIX)
                made.close()
        known[key] = made
    return known[key]


def state(known: MutableMapping[int, Any]) -> dict[str, tuple[int, float | None, bool, int]]:
    """The state of each socket that has crossed: its descriptor, -1 once closed, and its time limit; whether `close`
    was called, and the number of file objects, which keep it open nevertheless."""
    return {
        str(key): (each.fileno(), each.gettimeout(), each._closed, each._io_refs)
        for key, each in known.items()
    }


def is_in_a_file(sock: Any) -> bool:
    """Whether a file object was made of a socket, and is not closed yet: it keeps the socket open."""
    return bool(sock._io_refs)


def follow(known: MutableMapping[int, Any], told: Any) -> None:
    """Bring the sockets that have crossed to the state that the other side has told. Raises Foul."""
    for key in [*known]:
        fd, limit, closed, files = told.get(str(key)) or (-1, None, True, 0)
        if type(files) is not int:
            raise Foul(f"{files} file objects")
        if fd < 0:  # the other side has closed the descriptor, and Python's object goes the same way
            known.pop(key).detach()
            continue
        if known[key].gettimeout() != limit:
            known[key].settimeout(limit)
        known[key]._closed, known[key]._io_refs = closed is True, max(files, 0)


def open_numbers() -> list[int]:
    """The open descriptors of this process."""
    numbers = []
    for fd in map(int, os.listdir("/dev/fd")):
        try:
            os.fstat(fd)
        except OSError:  # the one that listed them
            continue
        numbers.append(fd)
    return sorted(numbers)


def aside(fd: int) -> int:
    """Move a descriptor to a number from OURS on, which no test and no answer sees."""
    moved = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, OURS)
    os.close(fd)
    return moved


def table(own: Container[int]) -> list[tuple[int, bool]]:
    """The descriptors that cross with control: all open ones but `own`, each with whether exec keeps it."""
    return [(fd, os.get_inheritable(fd)) for fd in open_numbers() if fd > 2 and fd < OURS and fd not in own]


def install(told: Any, fds: list[int], own: Container[int]) -> None:
    """Give received descriptors the numbers that they had. Raises Foul for a number that may not cross."""
    moved = [aside(fd) for fd in fds]
    if type(told) is not list or len(told) != len(moved):
        raise Foul("no table of descriptors")
    for (fd, keep), copy in zip(told, moved, strict=True):
        if type(fd) is not int or not 2 < fd < OURS or fd in own:
            raise Foul(f"descriptor {fd}")
        os.dup2(copy, fd, inheritable=keep is True)
        os.close(copy)
