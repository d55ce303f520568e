"""The fixtures of tests whose processes meet by a name: a folder and a network that nobody else can reach.

`forking` makes both before the test is forked from its keeper, so all processes of the test are in them.
"""

from __future__ import annotations

import pytest

from kata.runner.facts import NAMES
from kata.runner.state import RUN


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of an empty folder that only the test and its answer can reach, short enough for addresses in it."""
    run = request.node.stash.get(RUN, None)
    return str(run.folder / NAMES) if run is not None else str(tmp_path_factory.mktemp(NAMES))


@pytest.fixture
def network() -> None:
    """The network of the test and its answer is loopback alone, 127.0.0.1 and ::1, and nobody else is in it.

    Where the kernel refuses that, it is the network of this machine.
    """
