"""Each submission of a cheat or a vandal gets what its honest part deserves, and nobody else notices.

A file in `attacks/` is the answer to the first exercise, and comes with the solution of another: one point. It
says of itself, as TOML after its first line: `solved`, whether it deserves the other point; `status`, if that is not
"graded", or several if it depends on the speed of the machine; `also`, files that it brings. Archives are made here.
"""

import ast
import base64
import contextlib
import csv
import functools
import gzip
import io
import json
import os
import re
import shutil
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from kata import toml
from kata.kernel import exits, tree
from kata.runner.server import AT_ONCE
from tests.tools import walls
from tests.tools.inventory import solution
from tests.tools.judge import PATH, ROOT

pytestmark = pytest.mark.slow

ATTACKS = sorted((ROOT / "tests/attacks").glob("*/*.py"))
FIRST = next(exercise for exercise in PATH if exercise.chapter == "01_pipe")
OTHER = PATH[0]  # it has few tests, and they are quick
NEIGHBOURS = ("=HYPERLINK(1)", "honest")
PATIENCE = 400  # seconds for all of them
FIRST_FILE = f"01_pipe/{FIRST.stub.name}"


def said(file):
    """The TOML that an attack says of itself."""
    text = ast.get_docstring(ast.parse(file.read_text())) or ""
    return toml.loads(text.partition("\n")[2])


def honest(folder):
    """A right answer to both exercises."""
    for exercise in (FIRST, OTHER):
        chapter = folder / exercise.chapter
        chapter.mkdir(parents=True)
        shutil.copyfile(solution(exercise), chapter / exercise.stub.name)


def of_zip(members, mode=0o100644):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return file.getvalue()


def of_tar(*members, mode="w:gz"):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, kind, content in members:
            member = tarfile.TarInfo(name)
            member.type, member.size = kind, len(content) if kind == tarfile.REGTYPE else 0
            member.linkname = "/etc/passwd"
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


@functools.cache
def archives():
    """Archives that are refused, and words of the reason."""
    good = solution(FIRST).read_bytes()
    inside = (FIRST_FILE, tarfile.REGTYPE, good)
    return {
        "bomb.zip": (of_zip({FIRST_FILE: good, "zeros": bytes(300 << 20)}), "unpacks to more than"),
        "bomb_in_a_name.tar.gz": (gzip.compress(pax_bomb(), 1), "unpacks to more than"),
        "large_answer.zip": (of_zip({FIRST_FILE: b"#" * (2 << 20)}), "larger than"),
        "climbs.zip": (of_zip({FIRST_FILE: good, "../../climbed.py": good}), "climbs out"),
        "climbs_as_windows_does.zip": (of_zip({FIRST_FILE: good, "..\\climbed.py": good}), "climbs out"),
        "climbs.tar.gz": (of_tar(inside, ("/tmp/climbed.py", tarfile.REGTYPE, good)), "climbs out"),
        "link.zip": (of_zip({FIRST_FILE: "/etc/passwd"}, 0o120777), "is a link"),
        "link.tar": (of_tar((FIRST_FILE, tarfile.SYMTYPE, b""), mode="w"), "is a link"),
        "hard_link.tar.xz": (of_tar((FIRST_FILE, tarfile.LNKTYPE, b""), mode="w:xz"), "is a link"),
        "device.tar": (of_tar((FIRST_FILE, tarfile.CHRTYPE, b""), mode="w"), "no plain file"),
        "half.zip": (of_zip({FIRST_FILE: good})[:-30], "broken"),
        "nothing.tar.gz": (b"", "broken"),
    }


def pax_bomb():
    """A tar whose first header says that a name of 300 MiB follows."""
    header = tarfile.TarInfo("name")
    header.type, header.size = tarfile.XHDTYPE, 300 << 20
    return header.tobuf(tarfile.USTAR_FORMAT) + bytes(300 << 20)


def leftovers(folder):
    """All that may be left behind: processes, segments, files. folder: of the run."""
    segments = [line for kind in ("shm", "sem", "msg") for line in made_by_answers(kind)]
    shared = [
        file for place in ("/tmp", "/dev/shm") for file in Path(place).iterdir() if LEFT.search(file.name)
    ]
    return exits.wait_for_exits(orphans), segments, shared, [*folder.glob("kata-*")]


def made_by_answers(kind):
    """The lines of sysvipc(7) that an answer may have made: not those of root, who runs other tests beside these."""
    head, *lines = Path(f"/proc/sysvipc/{kind}").read_text().splitlines()
    creator = head.split().index("cuid")
    return [line for line in lines if int(line.split()[creator]) != 0]


def orphans():
    """The living processes; all come to this process, which is their subreaper."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            continue
    return tree.children(os.getpid())


LEFT = re.compile("climbed|pickled|the-only-one|^fill")


@pytest.fixture(scope="session", params=walls.EVERY, ids=str)
def graded(request, tmp_path_factory):
    """All attacks graded beside honest submissions, in one go."""
    walls.need(request.param)
    assert tree.become_subreaper()
    hand_in = tmp_path_factory.mktemp("attacks")
    hand_in.chmod(0o755)
    for attack in ATTACKS:
        learner = hand_in / attack.stem
        honest(learner)
        shutil.copyfile(attack, learner / FIRST_FILE)
        for name, text in said(attack).get("also", {}).items():
            (learner / name).parent.mkdir(exist_ok=True)
            (learner / name).write_text(text)
    for name in NEIGHBOURS:
        honest(hand_in / name)
    for name, (content, _) in archives().items():
        (hand_in / name).write_bytes(content)
    honest(hand_in / "link_in_a_folder")
    (hand_in / "link_in_a_folder" / FIRST_FILE).unlink()
    (hand_in / "link_in_a_folder" / FIRST_FILE).symlink_to(solution(FIRST))
    with walls.folder_for(request.param) as folder:
        shutil.copytree(hand_in, folder / "in", symlinks=True)
        before = leftovers(folder)
        command = [sys.executable, "-m", "kata", "grade", f"{folder}/in", "--out", f"{folder}/out"]
        command += ["--chapters", f"{FIRST.label},{OTHER.label}", "--limit", "1"]
        command += [word for form in ("junit", "gradescope", "classroom") for word in ("--format", form)]
        done = walls.run(request.param, command, folder, PATIENCE)
        assert done.returncode == 0, done.stdout + done.stderr
        with open(folder / "out" / "gradebook.csv", newline="") as file:
            rows = {row["student"]: row for row in csv.DictReader(file)}
        results = {file.stem: json.loads(file.read_text()) for file in (folder / "out" / "results").iterdir()}
        yield Graded(
            request.param.kind,
            results,
            rows,
            before,
            leftovers(folder),
            folder / "out",
            done.stdout + done.stderr,
        )


@dataclass(frozen=True)
class Graded:
    """walls: "bwrap" or "landlock". results, rows: by name. before, after: what lay about. said: on the screen."""

    walls: str
    results: dict[str, dict]
    rows: dict[str, dict]
    before: tuple
    after: tuple
    out: Path
    said: str


def solved(result):
    return {each["label"] for each in result["exercises"] if each["state"] == "passed"}


def shown(result):
    """What failed, without pictures."""
    failed = [
        (
            each["label"],
            test["name"],
            test["failure"]["kind"],
            test["failure"]["doubtful"],
            test["failure"]["text"],
        )
        for each in result["exercises"]
        for test in each["tests"]
        if test["failure"]
    ]
    return json.dumps([result["reason"], *failed], indent=1)[:6000]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda file: file.stem)
def test_an_attack_gets_what_its_honest_part_deserves(attack, graded):
    result, facts = graded.results[attack.stem], said(attack)
    behind = facts.get("solved", [])
    deserved = [FIRST.label] if behind is True or graded.walls in behind else []
    assert solved(result) == {*deserved, OTHER.label}, shown(result)
    statuses = facts.get("status", "graded")
    assert result["status"] in ([statuses] if isinstance(statuses, str) else statuses), shown(result)
    assert result["sandbox"] == graded.walls
    assert graded.rows[attack.stem]["score"] == str(len(deserved) + 1)


@pytest.mark.parametrize("name", archives())
def test_an_archive_that_is_not_to_be_trusted_is_rejected_with_the_reason(name, graded):
    (result,) = [each for key, each in graded.results.items() if name in (key, *(key + s for s in SUFFIXES))]
    assert result["status"] == "rejected"
    assert archives()[name][1] in result["reason"]
    assert solved(result) == set()


SUFFIXES = (".zip", ".tar", ".tar.gz", ".tar.xz")


def test_a_link_in_a_folder_is_rejected(graded):
    result = graded.results["link_in_a_folder"]
    assert (result["status"], solved(result)) == ("rejected", set())
    assert "is a link" in result["reason"]


@pytest.mark.parametrize("name", ["honest", "_HYPERLINK(1)"])
def test_honest_neighbours_have_all_points(name, graded):
    result = graded.results[name]
    assert (result["status"], solved(result)) == ("graded", {FIRST.label, OTHER.label}), shown(result)


@pytest.mark.skipif(AT_ONCE > 6, reason="all tests of the exercise run at once here")
def test_a_loop_without_end_is_not_paid_for_in_each_test(graded):
    judged = graded.results["swallows_every_exception"]["exercises"]
    (tests,) = [each["tests"] for each in judged if each["label"] == FIRST.label]
    kinds = [test["failure"]["kind"] for test in tests]
    assert kinds == sorted(kinds, key=["timeout", "skipped"].index)
    assert set(kinds) == {"timeout", "skipped"}
    assert "was not run, because `test_" in tests[-1]["failure"]["text"]


def test_nothing_is_left_behind(graded):
    assert graded.after == graded.before


def test_nothing_hostile_comes_out(graded):
    out = graded.out
    for file in (out / "gradebook.csv", out / "report.html", *out.glob("junit/*"), *out.glob("gradescope/*")):
        text = file.read_text()
        assert not [c for c in text if c < " " and c not in "\n\t"], file
        assert "\u202e" not in text, file
    for file in out.glob("classroom/*"):
        told = json.loads(base64.b64decode(file.read_bytes()))
        assert not [
            test for test in told["tests"] if re.search("::|##\\[", test["test_code"] + test["message"])
        ]
    assert "<script" not in (out / "report.html").read_text()
    assert "\x1b" not in graded.said
    cells = [cell for row in graded.rows.values() for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert len(graded.results) == len(graded.rows) - 1
