"""A read from a terminal ends by the time limit of that terminal: VTIME in termios(3)."""

import os
import termios

master, slave = os.openpty()
settings = termios.tcgetattr(slave)
settings[3] &= ~termios.ICANON
settings[6][termios.VMIN], settings[6][termios.VTIME] = 0, 25
termios.tcsetattr(slave, termios.TCSANOW, settings)
assert os.read(slave, 10) == b""
