"""Takes memory until there is none."""


def write_then_read(message):
    held = []
    while True:
        held.append(bytearray(64 << 20))
