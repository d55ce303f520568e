"""TCP and UDP sockets are read from the text of /proc/net: their peers, and data under way."""

import os
import socket
import sys

import pytest

from kata.kernel import inet

HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
LISTENS = (
    "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 100 1 0 100 0 0 10 0\n"
)
CLIENT = "   1: 0100007F:C000 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  0  0 101 1 0 20 4 30 10 -1\n"
SERVER = "   2: 0100007F:1F90 0100007F:C000 01 00000000:00000000 00:00000000 00000000  0  0 102 1 0 20 4 30 10 -1\n"
little_endian = pytest.mark.skipif(sys.byteorder != "little", reason="addresses as this machine writes them")


def sockets(*lines):
    return inet.sockets(inet.rows(HEAD + "".join(lines)), [])


@little_endian
def test_two_ends_of_a_connection_and_the_one_that_listens():
    found = sockets(LISTENS, CLIENT, SERVER)
    assert (found[101].peer, found[102].peer) == (102, 101)
    assert not found[101].named
    assert (found[100].listening, found[100].address) == (True, "127.0.0.1:8080")


@little_endian
def test_who_was_not_accepted_yet_has_the_listener_as_its_peer():
    embryo = SERVER.replace(" 102 ", " 0 ")
    assert sockets(LISTENS, CLIENT, embryo)[101].peer == 100


@little_endian
def test_who_has_ended_its_direction_before_it_was_accepted_has_the_listener_as_its_peer():
    ended, embryo = CLIENT.replace(" 01 ", " 05 "), SERVER.replace(" 102 ", " 0 ").replace(" 01 ", " 08 ")
    assert sockets(LISTENS, ended, embryo)[101].peer == 100


@little_endian
def test_a_peer_that_is_not_on_this_machine():
    assert sockets(CLIENT)[101].peer == -1


@little_endian
def test_bytes_under_way_move_until_the_window_of_a_full_peer_is_probed():
    unsent = CLIENT.replace("00000000:00000000 00:", "00000400:00000000 01:")
    probed = CLIENT.replace("00000000:00000000 00:", "00000400:00000000 04:")
    full = SERVER.replace("00000000:00000000 00:", "00000000:00000400 00:")
    for ends in ((unsent, SERVER), (unsent, full), (probed, SERVER)):  # the last is corked
        assert sockets(*ends)[101].moving
        assert sockets(*ends)[102].moving
    assert not sockets(probed, full)[101].moving
    assert not sockets(probed, full)[102].moving


@little_endian
def test_a_timer_at_work_moves_but_that_of_keep_alive():
    timed, kept = (CLIENT.replace(" 00:00000000 ", f" {timer}:00000010 ") for timer in ("01", "02"))
    assert sockets(timed, SERVER)[102].moving
    assert not sockets(kept, SERVER)[102].moving
    assert sockets(kept, SERVER)[101].kept_alive
    assert sockets(kept, SERVER)[102].kept_alive, "its connection ends as well"
    assert not sockets(timed, SERVER)[102].kept_alive


EVERYWHERE = LISTENS.replace("0100007F", "00000000")
EMBRYO = SERVER.replace(" 102 ", " 0 ")


@little_endian
def test_a_listener_for_all_addresses_is_the_peer_of_what_was_not_accepted_here():
    assert sockets(EVERYWHERE, CLIENT, EMBRYO)[101].peer == 100
    assert sockets(EVERYWHERE, CLIENT)[101].peer == -1, "a connection to the same port on another host"


@little_endian
def test_the_exact_address_comes_first_and_two_that_share_one_are_nobodys():
    exact = LISTENS.replace("0  0 100 1", "0  0 99 1")
    assert sockets(EVERYWHERE, exact, CLIENT, EMBRYO)[101].peer == 99
    other = LISTENS.replace("0  0 100 1", "0  0 98 1")
    assert sockets(exact, other, CLIENT, EMBRYO)[101].peer == -1


SIX = "00000000000000000000000001000000"
EVERYWHERE_OF_SIX = LISTENS.replace("0100007F:1F90 00000000:0000", f"{'0' * 32}:1F90 {'0' * 32}:0000")


@little_endian
def test_a_listener_for_ipv4_is_no_peer_for_ipv6_but_the_other_way_round():
    to_six = CLIENT.replace("0100007F", SIX)
    embryo = EMBRYO.replace("0100007F", SIX)
    assert sockets(EVERYWHERE, to_six, embryo)[101].peer == -1
    assert sockets(EVERYWHERE_OF_SIX, to_six, embryo)[101].peer == 100
    assert sockets(EVERYWHERE_OF_SIX, CLIENT, EMBRYO)[101].peer == 100
    assert (
        sockets(EVERYWHERE_OF_SIX, EVERYWHERE.replace("0  0 100 1", "0  0 99 1"), CLIENT, EMBRYO)[101].peer
        == -1
    )


@little_endian
def test_a_connection_whose_other_end_is_only_left_to_the_kernel_has_no_peer_here():
    orphan = EMBRYO.replace(" 01 ", " 05 ")
    assert sockets(LISTENS, CLIENT, orphan)[101].peer == -1


@little_endian
def test_an_udp_socket_is_a_peer_by_its_exact_address():
    def peer(local, remote):
        bound = LISTENS.replace("0100007F:1F90", f"{local}:1F90").replace(" 0A ", " 07 ")
        client = CLIENT.replace(" 0100007F:1F90 ", f" {remote}:1F90 ")
        return inet.sockets([], inet.rows(HEAD + bound + client))[101].peer

    assert peer("0100007F", "0100007F") == 100
    assert peer("00000000", "0100007F") == -1, (
        "another may be bound to the exact address, of the other family"
    )
    assert peer("00000000", "0200000A") == -1, "10.0.0.2 is another host"
    assert peer("0100007F", "0200007F") == -1


@little_endian
def test_a_datagram_that_a_queue_of_the_network_holds_back_moves_them_all():
    pair = LISTENS.replace("00000000:0000 0A", "0100007F:C000 01") + CLIENT
    held = pair.replace("00000000:00000000 00:", "00000300:00000000 00:", 1)
    found = [inet.sockets([], inet.rows(HEAD + text)) for text in (pair, held)]
    assert [[each.moving for each in sockets.values()] for sockets in found] == [[False] * 2, [True] * 2]


@little_endian
def test_addresses_of_both_families():
    mapped = "0000000000000000FFFF00000100007F:1F90"
    (row,) = inet.rows(HEAD + LISTENS.replace("0100007F:1F90", mapped))
    assert row.local == ("127.0.0.1", 8080)
    (row,) = inet.rows(HEAD + LISTENS.replace("0100007F:1F90", "00000000000000000000000001000000:1F90"))
    assert inet.spoken(row.local) == "[::1]:8080"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_the_sockets_of_this_process():
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        connection, _ = server.accept()
        inodes = [os.fstat(each.fileno()).st_ino for each in (client, connection)]
        found = inet.of_process("self")
        assert [found[inode].peer for inode in inodes] == inodes[::-1]
        client.close()
        connection.close()


@little_endian
def test_a_connection_that_is_tried_again_moves_who_listens():
    """A client beyond the backlog may have gone to sleep elsewhere: its kernel calls again."""
    called = CLIENT.replace(" 01 00000000:00000000 00:", " 02 00000001:00000000 01:")
    half_open = SERVER.replace(" 01 00000000:00000000 00:", " 03 00000000:00000000 01:").replace(
        " 102 ", " 0 "
    )
    for row in (called, half_open):
        assert sockets(LISTENS, row)[100].moving
        assert not sockets(LISTENS.replace(":1F90", ":1F91"), row)[100].moving
    assert not sockets(LISTENS, CLIENT, SERVER)[100].moving
