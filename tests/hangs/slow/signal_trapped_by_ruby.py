"""A Ruby rescues the exception that it makes of SIGTERM, and reads from a pipe that nobody else has."""

import os
import shutil
import signal
import subprocess

PROGRAM = """
reader = IO.new(0)
begin
  reader.read
rescue SignalException
  exit 0
end
exit 1
"""


def neighbour():
    pids = yield
    os.kill(pids[1], signal.SIGTERM)


if __name__ == "__main__":
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)
    ruby = shutil.which("ruby")
    command = [ruby, "-e", PROGRAM] if ruby else ["sh", "-c", "trap 'exit 0' TERM; read answer"]
    assert subprocess.call(command, stdin=reader, close_fds=False) == 0
