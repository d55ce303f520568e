"""A selector that keeps a function for each socket."""

import contextlib
import selectors


def serve(listener, stop):
    with contextlib.ExitStack() as stack:
        selector = stack.enter_context(selectors.DefaultSelector())

        def let_in():
            conn, _ = listener.accept()
            stack.enter_context(conn)
            conn.setblocking(False)
            selector.register(conn, selectors.EVENT_READ, lambda: talk(conn))
            return True

        def talk(conn):
            try:
                data = conn.recv(65536)
                if data:
                    conn.send(data)
                    return True
            except BlockingIOError:
                return True
            except OSError:
                pass
            selector.unregister(conn)
            conn.close()
            return True

        selector.register(listener, selectors.EVENT_READ, let_in)
        selector.register(stop, selectors.EVENT_READ, lambda: False)
        while all([key.data() for key, _ in selector.select()]):
            pass
