"""The child is a shell: head writes zeros, and the shell exits with 7."""

import os
import subprocess


def send_zeros(size, writer):
    view = memoryview(bytes(size))
    while view:
        view = view[os.write(writer, view) :]
    os.close(writer)


def receive_from_child(size):
    program = ["sh", "-c", f"head -c {size} /dev/zero; exit 7"]
    done = subprocess.run(program, stdout=subprocess.PIPE, check=False)
    return len(done.stdout), done.returncode
