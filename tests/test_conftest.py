"""It makes no difference how the tests were started."""

import json
import os
import resource
import signal
import subprocess
import sys

from tests.tools.judge import ROOT

STATE = """
import json, os, resource, signal
import tests.conftest
ignored = [number for number in signal.valid_signals() if signal.getsignal(number) == signal.SIG_IGN]
umask = os.umask(0)
loud = sorted(name for name in os.environ if name.startswith(tests.conftest.LOUD))
os.fstat(0)
state = {"ignored": ignored, "blocked": [*signal.pthread_sigmask(signal.SIG_BLOCK, [])], "umask": umask, "loud": loud}
state |= {"terminal": os.environ["TERM"], "descriptors": resource.getrlimit(resource.RLIMIT_NOFILE)[0]}
print(json.dumps(state))
"""
HOSTILE = {
    "CI": "true",
    "NO_COLOR": "1",
    "COLUMNS": "20",
    "TERM": "dumb",
    "PYTEST_ADDOPTS": "-x",
    "PYTHONUNBUFFERED": "1",
}


def state(**started):
    done = subprocess.run(
        [sys.executable, "-c", STATE], stdout=subprocess.PIPE, cwd=ROOT, check=True, **started
    )
    return json.loads(done.stdout)


def with_everything_set():
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGCHLD, signal.SIGUSR1})
    os.umask(0o777)
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    os.close(0)


def test_tests_begin_as_from_a_shell():
    of_python = [
        signal.SIGPIPE,
        signal.SIGXFSZ,
    ]  # Python itself ignores them, and no program that subprocess starts
    expected = {
        "ignored": sorted(of_python),
        "blocked": [],
        "umask": 0o022,
        "loud": [],
        "terminal": "xterm-256color",
        "descriptors": min(1024, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),
    }
    assert state() == expected
    assert state(env=os.environ | HOSTILE, preexec_fn=with_everything_set) == expected
