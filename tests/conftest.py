"""Rules for all tests of the project: their limit, and that it makes no difference how they were started."""

import os
import resource
import signal
import sys
from pathlib import Path

import pytest

DESCRIPTORS = 1024  # of a process, as Linux has it; where there may be many more, a few tests take very long
LIMIT = 600  # seconds; these tests run pytests of their own, some of them long
ROOT = Path(__file__).resolve().parents[1]
LOUD = (
    *("PYTEST_", "COV_", "CI", "BUILD_NUMBER", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"),
    *("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONWARNINGS", "PYTHONDEVMODE", "PYTHONIOENCODING"),
)
"""Beginnings of variables by which programs write more, less or elsewhere than they do for a learner."""

collect_ignore = ["deeds", "live", "places"]  # run as exercises, by tests of their own


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(LIMIT))


def begin_as_from_a_shell() -> None:
    """Undo settings of the process that started the tests, so that each program that they start begins the same.

    A shell starts what runs in the background with SIGINT and SIGQUIT ignored, nohup ignores SIGHUP, and exec keeps
    both, as it keeps the mask. Without PYTHONDONTWRITEBYTECODE, no program compiles the whole project for itself.
    """
    for name in [name for name in os.environ if name.startswith(LOUD)]:
        del os.environ[name]
    os.environ["TERM"] = "xterm-256color"
    sys.dont_write_bytecode = False
    for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGALRM, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.umask(0o022)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    soft = DESCRIPTORS if most == resource.RLIM_INFINITY else min(DESCRIPTORS, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))
    try:
        os.fstat(0)
    except OSError:
        os.open(os.devnull, os.O_RDONLY)  # no pipe of a test gets the number of its standard input


begin_as_from_a_shell()


@pytest.fixture(scope="session", autouse=True)
def in_the_folder_of_the_project() -> None:
    """Let the folder in which pytest was started count only for its arguments."""
    os.chdir(ROOT)
