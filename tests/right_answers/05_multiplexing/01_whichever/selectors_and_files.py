"""The module selectors, and file objects without a buffer."""

import selectors


def merge(a, b, out):
    with selectors.DefaultSelector() as selector, open(out, "wb", 0, closefd=False) as file:
        for reader in (a, b):
            selector.register(open(reader, "rb", 0, closefd=False), selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                data = key.fileobj.read(1000)
                if not data:
                    selector.unregister(key.fileobj)
                    key.fileobj.close()
                while data:
                    data = data[file.write(data) :]
