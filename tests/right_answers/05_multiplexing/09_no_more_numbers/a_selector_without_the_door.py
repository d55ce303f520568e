"""Takes the listener out of the selector, and puts it back when somebody has gone."""

import contextlib
import errno
import resource
import selectors


@contextlib.contextmanager
def few_numbers(count):
    usual, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (usual, most))


def echo(conn):
    try:
        data = conn.recv(4096)
        conn.sendall(data)
    except ConnectionError:
        return False
    return bool(data)


def serve(listener, stop, count):
    clients = set()
    with selectors.DefaultSelector() as selector, few_numbers(count):
        selector.register(stop, selectors.EVENT_READ)
        selector.register(listener, selectors.EVENT_READ)
        is_open = going = True
        while going:
            for key, _ in selector.select():
                if key.fileobj == stop:
                    going = False
                elif key.fileobj is listener:
                    try:
                        conn, _ = listener.accept()
                    except OSError as error:
                        if error.errno not in (errno.EMFILE, errno.ENFILE):
                            raise
                        selector.unregister(listener)
                        is_open = False
                        continue
                    clients.add(conn)
                    selector.register(conn, selectors.EVENT_READ)
                elif not echo(key.fileobj):
                    selector.unregister(key.fileobj)
                    clients.remove(key.fileobj)
                    key.fileobj.close()
                    if not is_open:
                        selector.register(listener, selectors.EVENT_READ)
                        is_open = True
    for client in clients:
        client.close()
