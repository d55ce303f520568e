"""O_NONBLOCK, for as long as this takes."""


def what_is_there(sock):
    sock.setblocking(False)
    heard = bytearray()
    ended = False
    try:
        while not ended:
            data = sock.recv(65536)
            heard += data
            ended = not data
    except BlockingIOError:
        pass
    finally:
        sock.setblocking(True)
    return bytes(heard), ended
