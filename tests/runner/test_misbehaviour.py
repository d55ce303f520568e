"""Nothing that an answer does can break the run, outlive it or pass for a right one."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kata import toml
from kata.proof.dwell import DWELL
from kata.sandbox import walls
from tests.tools.judge import ROOT, environment, judge

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="orphans come back to the keeper only on Linux"),
]

CASES = toml.loads((ROOT / "tests/misbehaviour/cases.toml").read_text())
APART = [name for name, case in CASES.items() if case.get("apart")]
TEST = """\
def test_it(answer):
    returned = answer.f()
    if hasattr(returned, "__next__"):
        list(returned)
"""


LIMITED = "import pytest\npytestmark = pytest.mark.timeout({})\n"
AT_ONCE = 4  # pytests
LIMIT, PATIENCE = 2, 60  # seconds: for a case that ends at its limit, and for one that ends long before


def plant(folder: Path, name: str, answer: str | None, test: str = TEST) -> Path:
    """A project of its own with one exercise `01_case/01_<name>`; more can be planted into it."""
    chapter = folder / "exercises" / "01_case"
    chapter.mkdir(parents=True, exist_ok=True)
    (folder / "conftest.py").write_text((ROOT / "conftest.py").read_text())
    (folder / "pyproject.toml").write_text(
        "[tool.pytest.ini_options]\naddopts = ['--import-mode=importlib', '-p', 'no:anyio']\ntimeout = 4\n"
    )
    stub = chapter / f"01_{name}.py"
    if answer is not None:
        stub.write_text(answer)
    (chapter / f"test_01_{name}.py").write_text(test)
    return stub


def pytest_in(folder: Path, *arguments: str, **options) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(),
        check=False,
        **options,
    )


def limited(case: dict) -> str:
    """The test for the answer of a case, with the limit that it needs."""
    limit = LIMIT if case["cause"] in ("timeout", "read-past-end") else case.get("limit", PATIENCE)
    return LIMITED.format(limit) + case.get("test", TEST)


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """The results of all cases, by the name of the case."""
    return results_of(CASES, tmp_path_factory.mktemp("cases"))


@pytest.fixture(scope="module")
def judged_apart(tmp_path_factory):
    """The same of the cases that are run apart as well."""
    return results_of(APART, tmp_path_factory.mktemp("apart"), "--apart")


def results_of(names, folder, *options):
    """The results of cases, by their names: some pytests run beside each other, because most cases only wait."""
    for name in names:
        plant(folder, name, CASES[name]["answer"], limited(CASES[name]))
    files = sorted(folder.glob("exercises/*/test_*.py"))
    parts = [part for first in range(AT_ONCE) if (part := files[first::AT_ONCE])]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda part: judge(None, *options, root=folder, tests=part), parts)
        return {result.exercise.partition("/01_")[2]: result for results in found for result in results}


@pytest.mark.parametrize("name", CASES)
def test_an_answer_gets_the_verdict_and_the_words_it_deserves(name, judged):
    check(CASES[name], judged[name])


@pytest.mark.skipif(walls.kind() is None, reason="no sandbox can be had here")
@pytest.mark.parametrize("name", APART)
def test_an_answer_gets_them_apart_too(name, judged_apart):
    check(CASES[name], judged_apart[name])


def check(case, result):
    assert (result.cause, result.outcome) == (case["cause"], "failure" if case["cause"] else "passed"), (
        result.text
    )
    for words in case.get("words", ()):
        assert words in result.text
    assert "site-packages" not in result.text
    assert "kata/" not in result.text.replace("/tmp/kata-", "")


@pytest.mark.parametrize("name", ["prints_and_fails", "prints_and_hangs"])
def test_prints_show_up_once(name, judged):
    assert judged[name].text.count("in the child") == 1
    assert len(re.findall("^in the parent$", judged[name].text, re.MULTILINE)) == 1


def test_the_report_of_a_hang_has_its_time(judged):
    assert judged["swallows_everything"].seconds >= DWELL["sealed"]


LEFT_OPEN = """\
import os
def f():
    return os.pipe()
"""


def test_what_is_left_behind_stops_x_and_comes_first_the_next_time(tmp_path):
    """The test itself has passed: only the verdict fails it."""
    plant(tmp_path, "leaves_a_pipe", LEFT_OPEN)
    plant(tmp_path, "passes", "def f():\n    pass\n")
    command = [sys.executable, "-m", "pytest", "-q", "exercises"]
    first, again = (
        subprocess.run([*command, option], cwd=tmp_path, env=environment(), capture_output=True, text=True)
        for option in ("-x", "--lf")
    )
    assert (first.returncode, again.returncode) == (1, 1)
    assert "1 failed in" in first.stdout
    assert "stopping after 1 failures" in first.stdout
    assert "1 failed" in again.stdout
    assert "passed" not in again.stdout


def marked(mark: str) -> list[int]:
    """The pids of all processes whose environment has KATA_MARK=mark."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"KATA_MARK={mark}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


SURVIVOR = """\
import os, signal, time
def f():
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    for way in range(4):
        if os.fork() == 0:
            if way > 0:
                os.setsid()
            if way > 1 and os.fork():
                os._exit(0)
            if way > 2:
                os.kill(os.getpid(), signal.SIGSTOP)
            time.sleep(1000)
            os._exit(0)
    os.write(int(os.environ["KATA_READY"]), b"x")
    time.sleep(1000)
"""

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def start_survivor(folder: Path, mark: str) -> tuple[subprocess.Popen, int]:
    plant(folder, "survivor", SURVIVOR)
    reader, writer = os.pipe()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=0", "exercises"]
    env = environment() | {"KATA_MARK": mark, "KATA_READY": str(writer)}
    started = subprocess.Popen(
        command,
        cwd=folder,
        env=env,
        pass_fds=[writer],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    os.close(writer)
    return started, reader


@linux_only
@pytest.mark.parametrize("number", [2, 15, 9], ids=["SIGINT", "SIGTERM", "SIGKILL"])
def test_nothing_survives_when_pytest_is_ended(number, tmp_path):
    mark = f"{os.getpid()}-{number}"
    started, ready = start_survivor(tmp_path, mark)
    with started:
        try:
            assert os.read(ready, 1) == b"x"
            assert len(marked(mark)) > 4
            started.send_signal(number)
            output, _ = started.communicate(timeout=30)
        finally:
            started.kill()
    assert started.returncode == (2 if number == 2 else -number), output
    assert os.read(ready, 1) == b"", "the write end is closed when the last process is gone, the keeper too"
    assert marked(mark) == []
    os.close(ready)


def limit_told(printed):
    """The seconds after which a test was ended: more than its limit on a busy machine, and at most three times that."""
    return float(re.search(r"STILL RUNNING after ([\d.]+) s", printed)[1])


@linux_only
def test_nothing_survives_the_limit(tmp_path):
    mark = f"{os.getpid()}-limit"
    plant(tmp_path, "survivor", SURVIVOR.replace('os.write(int(os.environ["KATA_READY"]), b"x")', "pass"))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=0.5", "exercises"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment() | {"KATA_MARK": mark},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0.5 <= limit_told(done.stdout) < 5
    assert marked(mark) == []


def test_a_missing_answers_tree_is_a_usage_error(tmp_path):
    plant(tmp_path, "thing", "def f(): pass\n")
    done = pytest_in(tmp_path, "exercises", "--answers", "nowhere")
    assert done.returncode == 4
    assert "there is no folder nowhere" in done.stderr


def test_a_missing_answer_fails_its_exercise(tmp_path):
    plant(tmp_path, "thing", "def f(): pass\n")
    (tmp_path / "mine").mkdir()
    done = pytest_in(tmp_path, "exercises", "--answers", "mine")
    assert done.returncode == 1
    assert "The file 01_thing.py is missing" in done.stdout


def test_the_stub_itself_can_be_named(tmp_path):
    plant(tmp_path, "thing", "def f(): pass\n")
    plant(tmp_path, "other", "def f(): pass\n")
    done = pytest_in(tmp_path, "exercises/01_case/01_thing.py")
    assert done.returncode == 0
    assert "1 passed" in done.stdout
    inside = pytest_in(tmp_path / "exercises" / "01_case", "01_thing.py")
    assert "1 passed" in inside.stdout


def test_one_failure_is_shown_in_full_and_the_last_lines_say_what_to_do(tmp_path):
    plant(tmp_path, "a", "def f(): raise ValueError('first')\n")
    plant(tmp_path, "b", "def f(): raise ValueError('second')\n")
    plant(tmp_path, "c", "def f(): pass\n")
    done = pytest_in(tmp_path, "exercises")
    assert "`f` raised ValueError: first\n\n" in done.stdout
    assert "`f` raised ValueError: second\n\n" not in done.stdout
    assert "FAILED 01_case/01_b (1) - `f` raised ValueError: second" in done.stdout
    assert done.stdout.splitlines()[-4:] == [
        "edit   exercises/01_case/01_a.py",
        "run    pytest exercises/01_case/01_a.py",
        "hint   kata hint 01_case/01_a",
        "path   1 of 3, next: 01_case/01_a",
    ]
    assert "`f` raised ValueError: second\n\n" in pytest_in(tmp_path, "exercises", "-vv").stdout


def test_a_loop_behind_the_end_is_met_once(tmp_path):
    """Each other test of the exercise would take all of its time, too; the one that met it has failed the exercise."""
    test = "".join(TEST.replace("test_it", f"test_{number}") for number in range(3))
    plant(tmp_path, "thing", CASES["reads_pieces_behind_the_end"]["answer"], LIMITED.format(1) + test)
    plant(tmp_path, "thong", "def f(): pass\n", test)
    done = pytest_in(tmp_path, "exercises")
    assert "STILL RUNNING (read-past-end): Your process is in the loop of `f`" in done.stdout
    assert "1 failed, 3 passed, 2 skipped" in done.stdout


def test_next_stops_behind_the_first_that_fails(tmp_path):
    plant(tmp_path, "a", "def f(): pass\n")
    plant(tmp_path, "b", "def f(): raise ValueError('second')\n")
    plant(tmp_path, "c", "def f(): raise ValueError('third')\n")
    done = pytest_in(tmp_path, "exercises", "--next")
    assert "1 failed, 1 passed" in done.stdout
    assert "third" not in done.stdout


@pytest.mark.parametrize("limit", [["--timeout=0.4"], ["--timeout=0.4", "-o", "timeout_func_only=true"]])
def test_the_limit_is_that_of_pytest_timeout(limit, tmp_path):
    plant(tmp_path, "thing", "import time\ndef f(): time.sleep(100)\n")
    done = pytest_in(tmp_path, "exercises", *limit)
    assert done.returncode == 1
    assert 0.4 <= limit_told(done.stdout) < 5


def test_a_mark_sets_the_limit(tmp_path):
    test = "import pytest\n@pytest.mark.timeout(0.3)\n" + TEST
    plant(tmp_path, "thing", "import time\ndef f(): time.sleep(100)\n", test)
    assert 0.3 <= limit_told(pytest_in(tmp_path, "exercises").stdout) < 5


def test_unforked_a_debugger_works(tmp_path):
    plant(tmp_path, "thing", "def f():\n    breakpoint()\n    return 42\n")
    done = pytest_in(tmp_path, "exercises", "--unforked", "-s", input="p 6 * 7\ncontinue\n")
    assert "(Pdb) 42" in done.stdout
    assert "1 passed" in done.stdout


def test_pdb_opens_where_the_answer_failed(tmp_path):
    plant(tmp_path, "thing", "def f():\n    mine = 41\n    raise ValueError(mine)\n")
    done = pytest_in(tmp_path, "exercises", "--pdb", input="p mine + 1\nquit\n")
    assert "(Pdb) 42" in done.stdout


def test_prints_are_seen_at_once_without_capture(tmp_path):
    plant(
        tmp_path,
        "thing",
        "import os\ndef f():\n    print('from f', flush=True)\n    os.write(1, b'raw\\n')\n",
    )
    done = pytest_in(tmp_path, "exercises", "-s")
    assert "1 passed" in done.stdout
    assert "from f\n" in done.stdout
    assert "raw\n" in done.stdout


def test_an_answer_has_a_folder_and_a_session_of_its_own(tmp_path):
    answer = "import os\ndef f():\n    assert os.listdir() == []\n    open('x', 'w').close()\n"
    answer += "    assert os.getsid(0) == os.getpid()\n"
    plant(tmp_path, "thing", answer)
    before = sorted(tmp_path.rglob("*"))
    done = pytest_in(tmp_path, "exercises")
    assert "1 passed" in done.stdout
    new = [f for f in tmp_path.rglob("*") if f not in before and not {"__pycache__", ".kata"} & {*f.parts}]
    assert new == []
