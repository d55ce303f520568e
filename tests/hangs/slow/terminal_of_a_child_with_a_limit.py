"""The same for a child, whose parent waits for it."""

import os
import pty
import termios

pid, master = pty.fork()
if pid == 0:
    settings = termios.tcgetattr(0)
    settings[3] &= ~termios.ICANON
    settings[6][termios.VMIN], settings[6][termios.VTIME] = 0, 25
    termios.tcsetattr(0, termios.TCSADRAIN, settings)
    assert os.read(0, 10) == b""
    os._exit(0)
assert os.waitpid(pid, 0)[1] == 0
