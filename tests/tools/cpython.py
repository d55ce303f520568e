"""Run Python's own tests under `kata why`, file by file: none of them hangs, so none may be called a hang.

    python -m tests.tools.cpython [NAME…]

Needs a Python with its tests (the module `test`); no network. Each file is run twice, without the watch and with
it, and has to end the same way.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MODULES = (
    "_thread asyncio concurrent fcntl mmap multiprocessing pty select selectors signal socket socketserver subprocess"
    " threading"
)
USES = re.compile(rf"^(?:import|from)\s+(?:[\w., ]*\b)?(?:{MODULES.replace(' ', '|')})\b", re.MULTILINE)
# On a virtual machine whose host does not connect, the vsock tests wait for ever, with the watch or without.
LEFT_OUT = {"test_socket": ("-i", "*VSOCK*")}
# The calls to make in place of a file that is not shipped.
OTHERWISE = {
    "test_multiprocessing_fork": "import unittest; from test import _test_multiprocessing as tests;"
    " tests.install_tests_in_module_dict(globals(), 'fork'); unittest.main(argv=['-q'])"
}
LIMIT = 1200  # seconds for one file


def files() -> list[str]:
    """All files of Python's own tests, and folders of them, that import a module for processes, threads, sockets or
    signals; multiprocessing once more, where a Python ships its tests in another form."""
    folder = Path(importlib.import_module("test").__path__[0])
    found = [path.stem for path in sorted(folder.glob("test_*")) if any(map(_is_about_it, _texts(path)))]
    return [*found, *(name for name in OTHERWISE if name not in found)]


def _texts(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _is_about_it(file: Path) -> bool:
    return bool(USES.search(file.read_text(errors="replace")))


def _words(name: str) -> list[str]:
    shipped = importlib.util.find_spec(f"test.{name}") is not None
    return ["-m", "test", "-q", *LEFT_OUT.get(name, ()), name] if shipped else ["-c", OTHERWISE[name]]


def end_of(name: str, watched: bool) -> tuple[int | None, str, float]:
    """The exit status, the verdict, and the seconds; no status if the limit had passed."""
    with tempfile.TemporaryDirectory(prefix="kata-cpython-") as folder:
        facts = Path(folder, "facts.json")
        why = ["-m", "kata", "why", "--json", str(facts), sys.executable] if watched else []
        command = [sys.executable, *why, *_words(name)]
        began = time.monotonic()
        with open(Path(folder, "output"), "w") as output:
            try:
                done = subprocess.run(
                    command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, timeout=LIMIT
                )
                status: int | None = done.returncode
            except subprocess.TimeoutExpired:
                status = None
        verdict = json.loads(facts.read_text())["verdict"] if facts.exists() and facts.read_text() else "-"
        if verdict not in ("finished", "-"):
            print(Path(folder, "output").read_text()[-5000:])
        return status, verdict, time.monotonic() - began


def main() -> int:
    wrong = 0
    print(f"Python {sys.version.partition(' ')[0]}")
    for name in sys.argv[1:] or files():
        alone, _, plain = end_of(name, watched=False)
        status, verdict, watched = end_of(name, watched=True)
        wrong += verdict != "finished"
        same = "the same end" if status == alone else f"status {status}, {alone} without the watch"
        print(
            f"{name:28} {verdict:9} {watched:7.1f} s   {plain:7.1f} s without the watch   {same}", flush=True
        )
    print(f"{wrong} false verdicts")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
