"""Submissions: where they are, what they are called, and what is read of them."""

import concurrent.futures
import contextlib
import errno
import io
import os
import re
import shutil
import socket
import stat
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from kata.course.home import Problem
from kata.grade import archive, batch, judge, submissions
from tests.tools import walls
from tests.tools.judge import PATH

FIRST, SECOND = [exercise for exercise in PATH if exercise.chapter == "01_pipe"][:2]
FIRST_FILE, SECOND_FILE = (f"{exercise.chapter}/{exercise.stub.name}" for exercise in (FIRST, SECOND))


def right(folder):
    """A submission with answers to the first and the second exercise."""
    for exercise in (FIRST, SECOND):
        file = folder / exercise.chapter / exercise.stub.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"answer = {exercise.label!r}\n")
    return folder


def names(*paths):
    return [each.name for each in submissions.find(paths, PATH)]


def test_a_folder_is_one_submission_or_holds_one_or_many(tmp_path):
    right(tmp_path / "many" / "alice")
    right(tmp_path / "many" / "bob" / "exercises")
    right(tmp_path / "many" / "carol" / "homework" / "exercises")
    (tmp_path / "many" / "readme.txt").write_text("no submission")
    shutil.make_archive(str(tmp_path / "many" / "dave"), "gztar", tmp_path / "many" / "alice")
    assert names(tmp_path / "many") == ["alice", "bob", "carol", "dave"]
    assert names(tmp_path / "many" / "alice") == ["alice"]
    assert names(tmp_path / "many" / "bob", tmp_path / "many" / "dave.tar.gz") == ["bob", "dave"]
    found = {each.name: archive.read(each.path, PATH) for each in submissions.find([tmp_path / "many"], PATH)}
    assert found["alice"] == found["bob"] == found["carol"] == found["dave"]
    assert sorted(found["alice"]) == [FIRST.label, SECOND.label]


@pytest.mark.parametrize(("files", "found"), [
    (["01_pipe/{}", "alice/{}"], ["01_pipe", "alice"]),
    (["01_pipe/{}", "alice.zip"], ["01_pipe", "alice"]),
    (["01_pipe/01_write_then_read.py", "bob/homework/exercises/{}"], ["01_pipe", "bob"]),
    (["01_pipe/all_in_one.py", "bob/all_in_one.py"], ["01_pipe", "bob"]),
    (["01_ada/{}", "02_bob/{}", "03_eve/all_in_one.py"], ["01_ada", "02_bob", "03_eve"]),
    (["exercises/{}", "alice/{}"], ["alice", "exercises"]),
    (["{}", "02_socketpair/01_first_message.py", "notes/01.txt", "__MACOSX/{}", ".kata/{}"], ["in"]),
    (["exercises/{}", "notes/01.txt"], ["in"]),
    (["{}", "01_pipe/kept.zip"], ["in"]),
    (["01_pipe/{}", "bob/answers.zip"], ["01_pipe", "bob"]),
    (["exercises/{}", "solutions/{}", "tests/right_answers/01_pipe/01_write_then_read/x.py", "a.zip"], ["in"]),
])  # fmt: skip
def test_a_folder_is_one_submission_only_if_no_other_lies_in_it(tmp_path, files, found):
    for name in files:
        file = tmp_path / "in" / name.format(FIRST_FILE)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    assert names(tmp_path / "in") == found


def test_names_are_told_apart(tmp_path):
    right(tmp_path / "a" / "alice")
    right(tmp_path / "b" / "alice")
    shutil.make_archive(str(tmp_path / "a" / "alice"), "zip", tmp_path / "a" / "alice")
    assert names(tmp_path / "a") == ["alice", "alice.zip"]
    assert names(tmp_path / "a", tmp_path / "b") == ["a-alice", "alice.zip", "b-alice"]


def test_names_that_no_folder_tells_apart_are_numbered_in_the_order_of_their_paths(tmp_path):
    same = "é" * 80
    for name in ("eve?.zip", "eve!.zip", "eve_-2.tar", "Bob", "bob", f"{same}1.zip", f"{same}2.zip"):
        (tmp_path / name).touch() if "." in name else right(tmp_path / name)
    found = {each.path.name: each.name for each in submissions.find([tmp_path], PATH)}
    assert found == {
        "eve!.zip": "eve_",
        "eve?.zip": "eve_-3",
        "eve_-2.tar": "eve_-2",
        "Bob": "Bob",
        "bob": "bob-2",
        f"{same}1.zip": "é" * 75,
        f"{same}2.zip": "é" * 75 + "-2",
    }
    backwards = sorted(tmp_path.iterdir(), reverse=True)
    assert {each.path.name: each.name for each in submissions.find(backwards, PATH)} == found


@pytest.mark.parametrize(("name", "safe"), [
    ("-x", "_x"), ("--out=x", "_-out_x"), ("..x", "x"), ("...", "_"), ("\n", "_"), ("a\nb", "a_b"), ("=1+1", "_1+1"),
    ("a\x1b[2Jb", "a__2Jb"), ("a\u202eb", "a_b"), ("e\u0301", "\xe9"), ("x\udc80", "x_"),
    ("a" * 149 + "é", "a" * 149), ("a" * 149 + " b", "a" * 149),
], ids=ascii)  # fmt: skip
def test_a_name_is_harmless_wherever_it_goes(tmp_path, name, safe):
    right(tmp_path / name)
    assert names(tmp_path / name) == [safe]


def test_a_folder_that_is_not_named_has_a_harmless_name(tmp_path, monkeypatch):
    right(tmp_path / "alice")
    monkeypatch.chdir(tmp_path / "alice")
    assert names(Path(".")) == ["alice"]
    assert names(Path(FIRST.chapter, "..")) == ["_"]


@pytest.mark.parametrize(("make", "words"), [
    (lambda folder: None, "There is no"),
    (lambda folder: folder.mkdir(), "There is no submission in"),
    (lambda folder: folder.write_text(""), "no archive of a known kind"),
    (os.mkfifo, "no archive of a known kind"),
])  # fmt: skip
def test_what_cannot_be_graded_is_said(tmp_path, make, words):
    make(tmp_path / "x")
    with pytest.raises(Problem, match=words):
        submissions.find([tmp_path / "x"], PATH)


def of_zip(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def of_tar(members, mode="w"):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def of_zip64(offset):
    """A zip whose only member is said to begin there."""
    whole = of_zip({FIRST_FILE: b"x"})
    at, end = whole.index(b"PK\1\2"), whole.index(b"PK\5\6")
    entry = bytearray(whole[at:end])
    entry[30:32], entry[42:46] = struct.pack("<H", 12), b"\xff" * 4
    entry += struct.pack("<HHQ", 1, 8, offset)
    return whole[:at] + entry + struct.pack("<4s4HIIH", b"PK\5\6", 0, 0, 1, 1, len(entry), at, 0)


def remembered(*paths):
    """What is remembered of submissions that are never judged."""
    plan = judge.Plan((FIRST.label, SECOND.label), unsafe=True)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        return {
            each.id: each for each in batch.results_of(submissions.find(paths, PATH), plan, None, pool, 1)
        }


@pytest.mark.parametrize("make", [of_zip, of_tar])
@pytest.mark.parametrize("name", ["", ".", "/", "./", "//", "./.", "/./"])
def test_a_member_whose_name_names_nothing_is_skipped(tmp_path, make, name):
    file = tmp_path / f"alice.{make.__name__[3:]}"
    file.write_bytes(make({name: b"", FIRST_FILE: b"first"}))
    assert archive.read(file, PATH) == {FIRST.label: b"first"}


@pytest.mark.parametrize(("name", "content"), [
    ("bytes.tar.bz2", b"BZh9" + bytes(1000)),
    ("bytes.tar.gz", b"\x1f\x8b" + bytes(1000)),
    ("bytes.tar.xz", b"\xfd7zXZ" + bytes(1000)),
    ("bytes.zip", b"PK" + bytes(1000)),
    ("behind_the_end.zip", of_zip64(1 << 40)),
    ("where_nobody_can_seek.zip", of_zip64((1 << 63) - 1)),
])  # fmt: skip
def test_a_broken_archive_is_no_failure_of_the_machine(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    (result,) = remembered(tmp_path / name).values()
    assert (result.status, result.reason[:23]) == ("rejected", "the archive is broken: ")
    assert result.submission_sha256


@pytest.mark.parametrize("error", [
    AssertionError, KeyError("x"), MemoryError, NotImplementedError("that"), RecursionError("deep"),
    UnicodeDecodeError("ascii", b"x", 0, 1, "why"), OSError("Invalid data"), OSError(errno.EINVAL, "Invalid"),
], ids=repr)  # fmt: skip
def test_whatever_one_makes_its_reader_raise_ends_nothing(tmp_path, monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(archive, "_of_tar", fail)
    (tmp_path / "bad.tar").write_bytes(b"")
    (tmp_path / "worse.zip").write_bytes(b"")
    found = remembered(tmp_path)
    assert {each.status for each in found.values()} == {"rejected"}
    assert found["bad"].reason.startswith("the archive ")
    assert not found["bad"].reason.endswith(": ")


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EMFILE, errno.EACCES])
def test_a_failure_of_the_machine_is_the_machine_s(tmp_path, monkeypatch, number):
    class Failing(io.BytesIO):
        def read(self, *_):
            raise OSError(number, "no")

    (tmp_path / "alice.zip").write_bytes(of_zip({FIRST_FILE: b""}))
    (tmp_path / "bob.tar").write_bytes(of_tar({FIRST_FILE: b""}))
    for name in ("_of_zip", "_of_tar"):
        read = getattr(archive, name)
        monkeypatch.setattr(archive, name, lambda file, files, read=read: read(Failing(file.read()), files))
    found = remembered(tmp_path)
    assert [found[name].status for name in ("alice", "bob")] == ["infra_error", "infra_error"]


def put(folder, files):
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


STRAY = {"onlinetext.html": b"", ".DS_Store": b"", "._answers.zip": b"", "__MACOSX/._answers.zip": b""}
ZIP, TAR = of_zip({FIRST_FILE: b"zip"}), of_tar({f"mine/{FIRST_FILE}": b"tar"}, "w:gz")


@pytest.mark.parametrize(("files", "found"), [
    ({"answers.zip": ZIP, **STRAY}, b"zip"),
    ({"answers.tgz": TAR}, b"tar"),
    ({"submission/answers.zip": ZIP}, b"zip"),
    ({"further/down/answers.zip": ZIP}, None),
    ({"answers.zip": ZIP, FIRST_FILE: b"in the folder"}, b"in the folder"),
    ({"answers.zip": ZIP, "02_socketpair/01_first_message.py": b""}, None),
])  # fmt: skip
def test_the_one_archive_in_a_folder_without_answers_is_read(tmp_path, files, found):
    put(tmp_path / "Ada Lovelace_123_assignsubmission_file_", files)
    (ada,) = submissions.find([tmp_path], PATH)
    assert ada.name == "Ada Lovelace_123_assignsubmission_file_"
    assert archive.read(ada.path, [FIRST]).get(FIRST.label) == found


def test_of_several_archives_none_is_read(tmp_path):
    put(tmp_path / "ada", {"answers.zip": ZIP, "again/answers.tgz": TAR})
    put(tmp_path / "bob", {f"{number}.zip": ZIP for number in range(9)})
    found = remembered(tmp_path)
    assert [each.status for each in found.values()] == ["rejected", "rejected"]
    assert found["ada"].reason == (
        "there are no answers but several archives: 'again/answers.tgz', 'answers.zip'"
    )
    assert found["bob"].reason.endswith("'4.zip' and 4 more")


def test_an_archive_in_a_folder_that_is_a_link_is_not_read(tmp_path):
    put(tmp_path, {"ada.zip": ZIP})
    (tmp_path / "eve").mkdir()
    (tmp_path / "eve" / "answers.zip").symlink_to(tmp_path / "ada.zip")
    (tmp_path / "zoe.zip").symlink_to(tmp_path / "ada.zip")  # the instructor's link
    with pytest.raises(archive.Rejected, match=r"answers\.zip is a link"):
        archive.read(tmp_path / "eve", PATH)
    assert archive.read(tmp_path / "zoe.zip", PATH) == {FIRST.label: b"zip"}


@pytest.mark.parametrize("make", [of_zip, of_tar])
def test_an_archive_of_archives_is_to_be_unpacked_first(tmp_path, make):
    put(tmp_path, {
        f"class.{make.__name__[3:]}": make({"Ada_1_file_/a.zip": ZIP, "Bob_2_file_/b.tgz": TAR}),
        f"mine.{make.__name__[3:]}": make({"kept.zip": ZIP, FIRST_FILE: b""}),
    })  # fmt: skip
    (result,) = [each for each in submissions.find([tmp_path], PATH) if each.name == "class"]
    with pytest.raises(
        archive.Rejected, match=r"'Ada_1_file_/a\.zip', 'Bob_2_file_/b\.tgz'.*unpack it first"
    ):
        archive.read(result.path, PATH)
    assert archive.read(tmp_path / f"mine.{make.__name__[3:]}", PATH) == {FIRST.label: b""}


@pytest.mark.parametrize("sign", [
    "\0", "\x1b", "\r", "\x85", "\u061c", "\u200b", "\u200e", "\u200f", "\u2028", "\u2029", "\u202e", "\u2060",
    "\u2064", "\u2066", "\udc80", "\ufeff",
], ids=ascii)  # fmt: skip
def test_what_nobody_sees_is_shown(sign):
    assert judge.CONTROL.sub("�", f"a{sign}b\tc\nd é 字 🙂") == "a�b\tc\nd é 字 🙂"


def bind(file):
    before = os.getcwd()
    os.chdir(file.parent)  # the whole path may be too long for a socket
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(file.name)
    os.chdir(before)


def device(file):
    try:
        os.mknod(file, 0o600 | stat.S_IFCHR, os.makedev(1, 3))
    except OSError as error:
        pytest.skip(f"no device can be made here: {error}")


@pytest.mark.parametrize("name", [f"ada/{FIRST_FILE}", "ada/answers.zip", "ada.tar"])
@pytest.mark.parametrize("make", [os.mkfifo, bind, device, lambda file: file.symlink_to("/dev/zero")])
def test_what_is_no_plain_file_is_neither_waited_for_nor_read(tmp_path, make, name):
    put(tmp_path, {f"ada/{SECOND_FILE}" if name.endswith(".py") else "ada.txt": b""})
    (tmp_path / name).parent.mkdir(exist_ok=True)
    make(tmp_path / name)
    (result,) = remembered(tmp_path).values()
    assert result.status == "rejected"
    assert re.fullmatch(f"{name.removeprefix('ada/')} is (no plain file|a link)", result.reason)


@contextlib.contextmanager
def nobody():
    """Without the rights of root, who may read everything."""
    user = os.geteuid()
    try:
        if user == 0:
            os.seteuid(walls.NOBODY)
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize(("closed", "mode"), [
    ("", 0), ("01_pipe", 0), ("01_pipe", 0o444), (FIRST_FILE, 0), ("notes", 0),
])  # fmt: skip
def test_what_may_not_be_read_is_said_and_stops_nobody_else(closed, mode):
    with walls.folder_for(walls.USUAL) as folder:
        put(folder, {f"ada/{FIRST_FILE}": b"", "ada/notes/01.txt": b"", "bob.zip": ZIP, "eve.zip": ZIP})
        before = (folder / "ada" / closed).stat().st_mode
        (folder / "ada" / closed).chmod(mode)
        (folder / "bob.zip").chmod(0)
        with nobody():
            ada, bob, eve = submissions.find([folder], PATH)
            with pytest.raises(PermissionError, match=f"ada/?{closed}.*: Permission denied"):
                archive.read(ada.path, PATH)
            with pytest.raises(PermissionError, match=r"bob\.zip: Permission denied"):
                archive.read(bob.path, PATH)
            assert archive.read(eve.path, PATH) == {FIRST.label: b"zip"}
        (folder / "ada" / closed).chmod(before)


def test_a_folder_of_submissions_that_may_not_be_read_is_said():
    with walls.folder_for(walls.USUAL) as folder:
        folder.chmod(0)
        with nobody(), pytest.raises(Problem, match="cannot be read: Permission denied"):
            submissions.find([folder], PATH)
        folder.chmod(0o700)
