"""Read the answers in one submission, as the bytes of the wanted files and nothing else.

A submission is a folder shaped like `exercises/`, a folder that holds one, or a zip or tar of either; or a folder that
holds no answers but one such archive, as Moodle and others make for each learner. No other file in it is read, and
archives are unpacked only into memory.
"""

from __future__ import annotations

import bz2
import contextlib
import errno
import gzip
import hashlib
import io
import lzma
import os
import re
import stat
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePath, PurePosixPath
from typing import IO

from kata.course.exercises import CHAPTER, STUB, Exercise

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
LARGEST = 1 << 20  # bytes of one answer
UNPACKED = 256 << 20  # bytes in an archive
MOST = 50_000  # files in an archive
DEEPEST = 4  # folders around the chapters
LISTED = 5  # names that a reason lists
WORDS = 300  # characters of the error of an archive's reader
BROKEN = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, OSError)
OF_ARCHIVES = (None, errno.EINVAL, errno.EOVERFLOW)  # of an OSError that comes of broken data and offsets

Answers = dict[str, bytes]  # by label
Files = dict[PurePosixPath, str]  # the label of each answer, by its path in a folder like `exercises/`


class Rejected(Exception):
    """A submission that is not judged at all; the text says why."""


def is_archive(path: PurePath) -> bool:
    return path.name.lower().endswith(ARCHIVES)


def read(path: Path, wanted: Iterable[Exercise]) -> Answers:
    """Read the answers of a submission; exercises without a file are left out.

    Raises Rejected for any fault of the submission, and OSError for a failure of the machine.
    """
    files = _files(wanted)
    try:
        if path.is_dir():
            return _of_folder(path, files)
        return _of_archive(Path(os.path.realpath(path)), path.name, files)
    except Rejected:
        raise
    except Exception as error:  # a hostile archive may make its reader raise anything
        if failure := _of_the_machine(error):
            raise OSError(failure.errno, f"{_where(failure, path)}: {failure.strerror}") from None
        state = "is broken" if isinstance(error, BROKEN) else "cannot be read"
        words = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise Rejected(f"the archive {state}: {words[:WORDS]}") from None


def _of_the_machine(error: BaseException | None) -> OSError | None:
    """The failure of the machine behind an error, None for none; zipfile takes such a failure for a broken archive."""
    while error is not None:
        if isinstance(error, OSError) and error.errno not in OF_ARCHIVES:
            return error
        error = error.__context__
    return None


def _where(failure: OSError, path: Path) -> str:
    """The path of the file that could not be read, without the folders around the submission."""
    inner = Path(failure.filename) if isinstance(failure.filename, str | os.PathLike) else path
    return str(path.name / inner.relative_to(path)) if inner.is_relative_to(path) else path.name


def digest(answers: Answers) -> str:
    """A fingerprint of answers, the same wherever their files are."""
    found = hashlib.sha256()
    for label in sorted(answers):
        found.update(f"{label}\0{len(answers[label])}\0".encode())
        found.update(answers[label])
    return found.hexdigest()


def holds_answers(folder: Path, wanted: Iterable[Exercise]) -> bool:
    """Whether a folder holds answers, or an archive of them; True if it may not be read."""
    try:
        names = _names(folder)
    except OSError:
        return True
    around = [PurePosixPath(folder.name, name) for name in names]  # it may be a chapter itself
    return _tree(names, _files(wanted)) is not None or bool(_archives(around, 3))


def _files(wanted: Iterable[Exercise]) -> Files:
    return {PurePosixPath(each.chapter, each.stub.name): each.label for each in wanted}


def _of_folder(folder: Path, files: Files) -> Answers:
    names = _names(folder)
    tree = _tree(names, files)
    if tree is None:
        archives = _archives(names, 2)
        if len(archives) > 1:
            raise Rejected(f"there are no answers but several archives: {_listed(archives)}")
        return _of_archive(folder / archives[0], str(archives[0]), files) if archives else {}
    answers: Answers = {}
    for file, label in files.items():
        path = folder.joinpath(tree, file)
        name = str(path.relative_to(folder))
        if path.parent.is_symlink():
            raise Rejected(f"{path.parent.relative_to(folder)} is a link")
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), _plain(path, name) as opened:
            answers[label] = _bounded(opened, name)
    return answers


def _plain(path: Path, name: str) -> IO[bytes]:
    """Open a plain file. Raises Rejected for links, pipes and devices, which might lead out, wait or act."""
    _check_plain(os.lstat(path).st_mode, name)
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        _check_plain(os.fstat(fd).st_mode, name)  # it may have been replaced meanwhile
        return open(fd, "rb")
    except BaseException:
        os.close(fd)
        raise


def _check_plain(mode: int, name: str) -> None:
    if not stat.S_ISREG(mode):
        raise Rejected(f"{name} is {'a link' if stat.S_ISLNK(mode) else 'no plain file'}")


def _names(folder: Path) -> list[PurePosixPath]:
    """The files in a folder, down to the depth where answers may be."""
    return [PurePosixPath(*path.relative_to(folder).parts) for path in _walk(folder, DEEPEST + 2)]


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    """The files and links below a folder, without following links."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if not entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)
            elif depth and not entry.name.startswith((".", "__")):
                yield from _walk(Path(entry.path), depth - 1)


def _tree(names: Iterable[PurePosixPath], files: Files) -> str | None:
    """The folder shaped like `exercises/`: the one of that name, or else with most answers; None if there is none."""
    chapters = {file.parts[0] for file in files}
    found: Counter[str] = Counter()
    for name in names:
        if PurePosixPath(*name.parts[-2:]) in files and len(name.parts) <= DEEPEST + 2:
            found[str(PurePosixPath(*name.parts[:-2]))] += 1
        elif len(name.parts) <= DEEPEST + 1 and name.parts[-1] in chapters:
            found[str(name.parent)] += 0  # a link in place of a chapter
    best = max(found, key=lambda each: (_last(each) == "exercises", found[each], -len(each)), default=None)
    return best if best != "." else ""


def _last(folder: str) -> str:
    return PurePosixPath(folder).name


def _archives(names: Collection[PurePosixPath], depth: int) -> list[PurePosixPath]:
    """The archives in place of answers, without hidden ones of the system; none if there are any answers.

    depth: the most parts of their names.
    """
    if any(CHAPTER.fullmatch(name.parent.name) and STUB.fullmatch(name.name) for name in names):
        return []
    found = [name for name in names if is_archive(name) and len(name.parts) <= depth]
    return [name for name in found if not any(part.startswith((".", "__")) for part in name.parts)]


def _listed(names: list[PurePosixPath]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(_shown(str(name)) for name in names[:LISTED]) + more


def _of_archive(path: Path, name: str, files: Files) -> Answers:
    with _plain(path, name) as file:
        return _of_zip(file, files) if name.lower().endswith(".zip") else _of_tar(file, files)


def _of_zip(file: IO[bytes], files: Files) -> Answers:
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if len(members) > MOST:
            raise Rejected(f"there are {len(members)} files in the archive")
        if sum(member.file_size for member in members) > UNPACKED:
            raise Rejected(f"the archive unpacks to more than {UNPACKED >> 20} MiB")
        plain: dict[PurePosixPath, zipfile.ZipInfo] = {}
        for member in members:
            name = _inside(member.orig_filename)
            if name is not None and stat.S_ISLNK(member.external_attr >> 16):
                raise Rejected(f"{_shown(member.filename)} is a link")
            if name is not None and not member.filename.endswith("/"):
                plain[name] = member
        tree = _tree_of_archive(plain, files)
        answers: Answers = {}
        for wanted, label in files.items():
            found = plain.get(PurePosixPath(tree or "", wanted))
            if tree is not None and found is not None:
                with archive.open(found) as opened:
                    answers[label] = _bounded(opened, found.filename)
        return answers


def _of_tar(file: IO[bytes], files: Files) -> Answers:
    names: dict[PurePosixPath, bytes | None] = {}
    with tarfile.open(fileobj=_Bounded(_unpacked(file)), mode="r|") as archive:
        for count, member in enumerate(archive):
            if count > MOST:
                raise Rejected(f"there are more than {MOST} files in the archive")
            name = _inside(member.name)
            if name is None:
                continue
            if member.issym() or member.islnk():
                raise Rejected(f"{_shown(member.name)} is a link")
            if member.isfile():
                names[name] = None
            if PurePosixPath(*name.parts[-2:]) in files:
                content = archive.extractfile(member)
                if content is None:
                    raise Rejected(f"{_shown(member.name)} is no plain file")
                names[name] = _bounded(content, member.name)
    tree = _tree_of_archive(names, files)
    found = {label: names.get(PurePosixPath(tree or "", wanted)) for wanted, label in files.items()}
    return {label: content for label, content in found.items() if content is not None and tree is not None}


def _tree_of_archive(names: Collection[PurePosixPath], files: Files) -> str | None:
    tree = _tree(names, files)
    archives = _archives(names, DEEPEST + 2) if tree is None else []
    if archives:
        raise Rejected(
            f"there are no answers in the archive but archives ({_listed(archives)}): unpack it first"
        )
    return tree


def _unpacked(raw: IO[bytes]) -> IO[bytes]:
    magic = raw.read(6)
    raw.seek(0)
    if magic.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
    if magic.startswith(b"BZh"):
        return bz2.BZ2File(raw)
    return lzma.LZMAFile(raw) if magic.startswith(b"\xfd7zXZ") else raw


class _Bounded(io.RawIOBase):
    """A stream that raises Rejected when it is too long; headers of members count as well."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.left = stream, UNPACKED

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(min(size, self.left + 1) if size >= 0 else self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise Rejected(f"the archive unpacks to more than {UNPACKED >> 20} MiB")
        return data


def _inside(name: str) -> PurePosixPath | None:
    """The path of a member; None if it names nothing, like `./`. Raises Rejected if it leads out of the archive."""
    parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".")]
    if not parts:
        return None
    if name.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:", name) or "\0" in name:
        raise Rejected(f"{_shown(name)} climbs out of the archive")
    return PurePosixPath(name)


def _shown(name: str) -> str:
    return repr(name[:100])


def _bounded(file: IO[bytes], name: str) -> bytes:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Rejected(f"{_shown(name)} is larger than {LARGEST >> 10} KiB")
    return content
