"""A pytest plugin that takes `os.fork` away, as systems other than Unix have it."""

import os

del os.fork
