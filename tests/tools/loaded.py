"""Modules that some answers import, loaded once by a server that judges many: asyncio takes longer than most tests.

Plain pytest, and the processes of answers that run apart, import them each time.
"""

import asyncio  # noqa: F401
import encodings.idna  # noqa: F401 - for the names of hosts
