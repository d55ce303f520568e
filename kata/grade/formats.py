"""Write results in the forms of other tools: Gradescope, GitHub Classroom, Exercism and JUnit; a file for each.

Points are given for an exercise, so tools that count points get exercises; tools that show tests get tests.
"""

from __future__ import annotations

import ast
import base64
import functools
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable
from pathlib import Path
from textwrap import dedent
from typing import Any

from kata.course.home import PROJECT
from kata.files import write_whole
from kata.grade.facts import Judged, Result
from kata.grade.gradebook import Points, flags, highest, score
from kata.runner.facts import Failure, Kind, Test

OUTPUT = 500  # characters of output that Exercism takes
CUT = "\nOutput was truncated. Please limit to 500 chars"  # the words that Exercism wants for that
MESSAGE = 65_535  # bytes of a message that fit into its table
VARIABLE = 130_000  # bytes for GitHub Classroom, which reads an environment variable: 128 KiB, execve(2)
LEFT_OUT = "\n… the rest is left out: all of it would be too long for GitHub Classroom"
NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_JUDGED = ("rejected", "infra_error")


def write(folder: Path, name: str, results: Iterable[Result], worth: Points) -> None:
    """Write each result to a file of its own in this folder. name: one of FORMS."""
    folder.mkdir(parents=True, exist_ok=True)
    suffix, form = FORMS[name]
    for result in results:
        write_whole(folder / f"{result.id}{suffix}", form(result, worth))


def gradescope(result: Result, worth: Points) -> bytes:
    """The results.json of a Gradescope autograder: a test for each exercise."""
    why = unjudged(result)
    tests = [
        {
            "name": each.label,
            "number": str(number),
            "score": worth[each.label] if each.state == "passed" else 0,
            "max_score": worth[each.label],
            "status": "passed" if each.state == "passed" else "failed",
            "output": why or told(each),
            "visibility": "visible",
        }
        for number, each in enumerate(result.counted, start=1)
    ]
    facts = {
        "score": round(score(result, worth), 10),
        "execution_time": result.seconds,
        "visibility": "visible",
        "output": flags(result),
        "output_format": "text",  # else it is taken for HTML, and names in a broken archive are a learner's words
        "tests": tests,
    }
    return _json(facts)


def classroom(result: Result, worth: Points) -> bytes:
    """The input of the reporter of GitHub Classroom: base64 of JSON, a test for each exercise, and at least one."""
    room = VARIABLE
    while len(found := base64.b64encode(_json(_for_classroom(result, worth, room)))) > VARIABLE and room:
        room //= 2
    return found


def _for_classroom(result: Result, worth: Points, room: int) -> dict[str, Any]:
    """The JSON for GitHub Classroom. room: characters that each text may have."""

    def text(words: str) -> str:
        return _harmless(words if len(words) <= room else words[:room] + LEFT_OUT)

    tests: list[dict[str, Any]] = [
        {
            "name": each.label,
            "status": _status(each),
            "score": worth[each.label] if each.state == "passed" else 0,
            "message": text(f"{each.label}: {in_short(each)}"),
            "test_code": text(_code_and_words(each)),
            "filename": f"exercises/{each.label}.py",
            "line_no": 0,
            "duration": round(each.seconds * 1000),
        }
        for each in result.counted
    ]
    if why := unjudged(result):
        nothing = {"score": 0, "test_code": "", "filename": "", "line_no": 0, "duration": 0}
        tests = [{"name": _harmless(result.id), "status": "error", "message": text(why), **nothing}]
    found = {test["status"] for test in tests}
    status = next((status for status in ("error", "fail") if status in found), "pass")
    return {"version": 1, "status": status, "max_score": round(highest(result, worth), 10), "tests": tests}


def _status(exercise: Judged) -> str:
    if exercise.state == "passed":
        return "pass"
    return "error" if "machine" in exercise.kinds else "fail"


def _code_and_words(exercise: Judged) -> str:
    """The first test that failed, and its words: the reporter shows a learner nothing else."""
    if exercise.state == "passed":
        return ""
    name = next((test.name for test, _ in exercise.failed), "")
    return f"{test_code(exercise.label, name)}\n\n{told(exercise)}".lstrip()


def _harmless(text: str) -> str:
    """Text that a build service, in whose log the reporter prints it, takes for no command of its own."""
    return re.sub(":(?=:)", ": ", text).replace("##[", "# #[")


def exercism(result: Result, worth: Points) -> bytes:
    """The results.json of an Exercism test runner, version 3: each test, in the order of its file."""
    why = unjudged(result) or (result.reason if result.status in NOT_JUDGED else "")
    if why:
        return _json({"version": 3, "status": "error", "message": _message(why), "tests": []})
    tests = [
        {
            "name": f"{exercise.label}: {words(test.name)}",
            "status": "fail" if test.failure else "pass",
            "message": _message(test.failure.text) if test.failure else None,
            "output": printed(test.output),
            "test_code": test_code(exercise.label, test.name),
            "task_id": number,
        }
        for number, exercise in enumerate(result.counted, start=1)
        for test in tests_of(exercise, result)
    ]
    status = "pass" if all(test["status"] == "pass" for test in tests) else "fail"
    return _json({"version": 3, "status": status, "message": None, "tests": tests})


def _message(text: str) -> str:
    """A message, cut to the length that Exercism takes."""
    return text.encode(errors="replace")[:MESSAGE].decode(errors="ignore")


def junit(result: Result, worth: Points) -> bytes:
    """JUnit XML in the dialect of pytest: a suite for each submission, a case for each test."""
    cases: list[ElementTree.Element] = []
    bad = {"failure": 0, "error": 0, "skipped": 0}
    for exercise in result.exercises:
        tests = tests_of(exercise, result)
        seconds = f"{exercise.seconds / len(tests):.3f}"
        for test in tests:
            name = exercise.label.replace("/", ".")
            case = ElementTree.Element("testcase", classname=name, name=_xml(test.name), time=seconds)
            if failure := test.failure:
                tag = {"machine": "error", "ungraded": "skipped"}.get(failure.kind, "failure")
                bad[tag] += 1
                message = _xml(failure.summary)
                told_of = ElementTree.SubElement(case, tag, message=message, type=failure.kind)
                told_of.text = _xml(failure.text)
            if test.output:
                ElementTree.SubElement(case, "system-out").text = _xml(test.output)
            cases.append(case)
    suite = ElementTree.Element(
        "testsuite",
        name=result.id,
        errors=str(bad["error"]),
        failures=str(bad["failure"]),
        skipped=str(bad["skipped"]),
        tests=str(len(cases)),
        time=f"{result.seconds:.3f}",
    )
    suite.extend(cases)
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _xml(text: str) -> str:
    """Text without the characters that no XML may have, in any spelling."""
    return NO_XML.sub("�", text)


FORMS: dict[str, tuple[str, Callable[[Result, Points], bytes]]] = {
    "gradescope": (".json", gradescope),
    "classroom": (".b64", classroom),
    "exercism": (".json", exercism),
    "junit": (".xml", junit),
}


def unjudged(result: Result) -> str:
    """The reason why nothing of a submission was judged; empty if something was, or nothing was handed in."""
    if any(each.tests for each in result.exercises):
        return ""
    if result.exercises and result.status not in NOT_JUDGED:
        return ""
    return result.reason or "Nothing was judged."


def tests_of(exercise: Judged, result: Result) -> tuple[Test, ...]:
    """The tests of an exercise; if none was run, one that says why, so that the exercise does not look solved."""
    if exercise.tests:
        return exercise.tests
    why = unjudged(result)
    kind: Kind = "missing"
    if why:
        kind = "machine" if result.status == "infra_error" else "rejected"
    text = why or told(exercise)
    return (Test(kind, Failure(kind, text, text), ""),)


def told(exercise: Judged) -> str:
    """The words on an exercise for a learner: the first failure in full, the others in a line each."""
    if not exercise.failed:
        return in_short(exercise)
    (first, failure), *others = exercise.failed
    also = [f"also: {words(test.name)}: {why.summary}" for test, why in others]
    return "\n".join([f"{words(first.name)}:", failure.text, *also])


def in_short(exercise: Judged) -> str:
    """The words on an exercise in a line."""
    if exercise.state == "missing":
        return "There is no answer to this exercise."
    if not exercise.tests:
        return "No test of this exercise was run."
    summaries = [failure.summary for _, failure in exercise.failed]
    return summaries[0] if summaries else f"All {len(exercise.tests)} tests pass."


def printed(text: str) -> str | None:
    """The output of a test, cut to the length that Exercism takes; None for none."""
    return (text if len(text) <= OUTPUT else text[: OUTPUT - len(CUT)] + CUT) or None


def words(name: str) -> str:
    """The name of a test in words."""
    return name.removeprefix("test_").replace("_", " ")


def test_code(label: str, name: str) -> str:
    """The body of a test; empty if there is none of this name."""
    return _functions(PROJECT / "exercises" / Path(label).parent / f"test_{Path(label).name}.py").get(
        name.partition("[")[0], ""
    )


@functools.cache
def _functions(file: Path) -> dict[str, str]:
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    found = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
    lines = text.splitlines()
    return {e.name: dedent("\n".join(lines[e.body[0].lineno - 1 : e.end_lineno])) for e in found}


def _json(facts: object) -> bytes:
    return json.dumps(facts, indent=1, ensure_ascii=False).encode(errors="replace")
