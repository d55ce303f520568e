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
def test_a_peer_that_is_not_on_this_machine():
    assert sockets(CLIENT)[101].peer == -1


@little_endian
def test_bytes_under_way_move_until_the_window_is_probed():
    unsent = CLIENT.replace("00000000:00000000 00:", "00000400:00000000 01:")
    probed = CLIENT.replace("00000000:00000000 00:", "00000400:00000000 04:")
    assert sockets(unsent, SERVER)[101].moving
    assert sockets(unsent, SERVER)[102].moving
    assert not sockets(probed, SERVER)[101].moving


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
