"""One loop for all clients: the next chapter."""

import selectors


def serve(listener, count):
    lines, rests = [], {}
    selector = selectors.DefaultSelector()
    selector.register(listener, selectors.EVENT_READ)
    while count or rests:
        if not count and listener in selector.get_map():
            selector.unregister(listener)
        for key, _ in selector.select():
            if key.fileobj is listener:
                if count:
                    conn, _ = listener.accept()
                    count -= 1
                    rests[conn] = b""
                    selector.register(conn, selectors.EVENT_READ)
                continue
            conn = key.fileobj
            piece = conn.recv(4096)
            *whole, rests[conn] = (rests[conn] + piece).split(b"\n")
            for line in whole:
                lines.append(line + b"\n")
                conn.sendall(b"%d: %b\n" % (len(lines), line))
            if not piece:
                selector.unregister(conn)
                conn.close()
                del rests[conn]
    selector.close()
    return lines
