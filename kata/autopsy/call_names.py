"""System calls by the names under which Python programmers know them."""

from __future__ import annotations

SPOKEN = {
    "accept4": "accept",
    "epoll_pwait": "epoll",
    "epoll_wait": "epoll",
    "openat": "open",
    "ppoll": "poll",
    "pselect6": "select",
    "recvfrom": "recv",
    "rt_sigsuspend": "sigsuspend",
    "rt_sigtimedwait": "sigwait",
    "sendto": "send",
    "wait4": "waitpid",
}


def spoken(call: str) -> str:
    """The name of a system call in a sentence."""
    return SPOKEN.get(call, call)
