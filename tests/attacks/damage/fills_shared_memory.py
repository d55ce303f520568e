"""Fills /dev/shm and /tmp.

status = ["graded", "timeout"]
"""


def write_then_read(message):
    for number in range(40):
        for folder in ("/dev/shm", "/tmp", "."):
            try:
                with open(f"{folder}/fill{number}", "wb") as file:
                    file.write(bytes(8 << 20))
            except OSError:
                continue
    return "?"
