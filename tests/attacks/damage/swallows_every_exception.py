"""Goes on whatever is raised.

status = "timeout"
"""


def write_then_read(message):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
