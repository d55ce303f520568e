"""Datagrams: they get lost, come twice, and come late.

UDP has no connections, and no promises. A question may never arrive, nor its answer; who waits for it waits for ever.
So ask again after a while. But then two answers may come; and one to an older question, of whoever had this port
before. So number your questions. And anybody may send to your port, unless you connect: that sends nothing, but from
then on only one address is heard, and you are told when nobody is there.

Read on: udp(7), connect(2), socket.settimeout
"""

import socket
import time


def ask(address: tuple[str, int], number: int, question: bytes, tries: int, seconds: float) -> bytes:
    """Ask a server by UDP until it answers, and return the answer.

    The question goes out with its number and a space before it. If no answer has come after these seconds, it goes out
    again, and then once more: so many tries in all, each of which lasts for these seconds, whatever else comes.
    The answer begins with the same number and a space, which are not returned. An answer with another number belongs
    to an older question, and nothing that comes from elsewhere is an answer.
    address: a host in digits of IPv4, and a port. question: ASCII, 1000 bytes at most.
    Raises TimeoutError if no try was answered, and ConnectionRefusedError at once if nobody has this port.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(address)  # strangers are not heard any more, and a closed port is told
        for _ in range(tries):
            sock.send(b"%d %b" % (number, question))
            ends = time.monotonic() + seconds
            while (left := ends - time.monotonic()) > 0:  # an old answer does not make the try longer
                sock.settimeout(left)
                try:
                    told, _, answer = sock.recv(65535).partition(b" ")
                except TimeoutError:
                    break
                if told == b"%d" % number:
                    return answer
    raise TimeoutError(f"question {number} was asked {tries} times, and not answered")
