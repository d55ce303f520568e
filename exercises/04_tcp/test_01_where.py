import socket

import pytest

UNHEARD_OF = 200  # a protocol that nobody uses
OWN_CHOICE = "listen has bound a port of its own choice: somebody else may have it"


def kernel_has(domain):
    """Skip the test where this machine has no such addresses."""
    if domain == socket.AF_INET6:
        try:
            with socket.socket(domain, socket.SOCK_STREAM) as sock:
                sock.bind(("::1", 0))
        except OSError:
            pytest.skip("::1 cannot be bound: this machine has no IPv6")


def test_is_0_tcp(answer, network):
    number = answer.usual_protocol(socket.AF_INET, socket.SOCK_STREAM)
    assert number == socket.IPPROTO_TCP, f"a stream of the internet domain is TCP, number 6; not {number}"


def test_the_usual_protocol_of_datagrams(answer, network):
    assert answer.usual_protocol(socket.AF_INET, socket.SOCK_DGRAM) == socket.IPPROTO_UDP


def test_the_protocol_is_the_same_with_longer_addresses(answer, network):
    kernel_has(socket.AF_INET6)
    assert answer.usual_protocol(socket.AF_INET6, socket.SOCK_STREAM) == socket.IPPROTO_TCP


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET])
def test_unix_sockets_have_one_protocol(answer, network, kind):
    assert answer.usual_protocol(socket.AF_UNIX, kind) == 0, "in its own domain, 0 is the only protocol"


def test_it_is_the_kernel_that_is_asked(answer, network, evidence):
    answer.usual_protocol(socket.AF_INET, socket.SOCK_DGRAM)
    wanted = (socket.AF_INET, socket.SOCK_DGRAM, 0)
    evidence(
        lambda did: any((domain, kind & 0xF, number) == wanted for domain, kind, number in did.sockets),
        "usual_protocol has not made such a socket with protocol 0: who has told it?",
    )


def test_the_word_of_the_kernel_counts(answer, network, evidence, kernel_says):
    told = kernel_says(socket.SO_PROTOCOL, UNHEARD_OF)
    number = answer.usual_protocol(socket.AF_INET, socket.SOCK_DGRAM)
    evidence(
        lambda did: socket.SO_PROTOCOL in did.asks,
        "usual_protocol has not asked the kernel for the protocol of its socket: who has told it?",
    )
    expected = told() or socket.IPPROTO_UDP
    assert number == expected, f"the kernel has said {expected}, and usual_protocol returned {number}"


def called(listener, address):
    """Connect to the address, and fail unless it is the listener that is called."""
    kind = listener.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE)
    assert kind == socket.SOCK_STREAM, f"the listener is of type {kind}, and a stream is of type 1"
    with socket.socket(listener.family) as caller:
        caller.connect(address)
        with listener.accept()[0] as conn:
            caller.send(b"hello")
            assert conn.recv(100) == b"hello"


def test_the_address_leads_to_the_listener(answer, network, still_waits):
    listener, address = answer.listen(socket.AF_INET)
    with listener:
        still_waits(listener)
        assert address[1] != 0, "nobody can connect to port 0: it only asks the kernel for a port"
        called(listener, address)


def test_two_listen_at_once(answer, network, evidence):
    one, first = answer.listen(socket.AF_INET)
    other, second = answer.listen(socket.AF_INET)
    with one, other:
        assert first != second, f"both listen at {first}"
        called(one, first)
        called(other, second)
        evidence(
            lambda did: did.binds and all(address.endswith(":0") for _, address in did.binds), OWN_CHOICE
        )


def test_only_this_machine_can_connect(answer, network):
    listener, address = answer.listen(socket.AF_INET)
    with listener:
        host = listener.getsockname()[0]
        assert host == "127.0.0.1", f"it listens at {host}, which is more than 127.0.0.1"
        assert address[0] == "127.0.0.1"


def test_longer_addresses(answer, network, evidence):
    kernel_has(socket.AF_INET6)
    listener, address = answer.listen(socket.AF_INET6)
    with listener:
        assert listener.getsockname()[0] == "::1", f"it listens at {listener.getsockname()[0]}, not at ::1"
        called(listener, address)
        evidence(lambda did: did.binds[-1][1].endswith(":0"), OWN_CHOICE)


def test_a_name_in_no_folder(answer, network, evidence):
    listener, address = answer.listen(socket.AF_UNIX)
    other, second = answer.listen(socket.AF_UNIX)
    with listener, other:
        called(listener, address)
        assert bytes(address)[:1] == b"\0", f"{address} is not a name that the kernel has chosen"
        evidence(
            lambda did: did.binds and not any(name for _, name in did.binds),
            "listen has bound a name of its own choice: somebody else may have it",
        )
        assert address != second, f"both listen at {address}"
