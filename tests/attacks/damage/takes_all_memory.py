"""Takes memory until there is none.

status = ["graded", "timeout"]  # how soon it has all depends on the machine
"""


def write_then_read(message):
    held = [bytearray(1 << 20)]
    while True:
        held.append(2 * held[-1])
