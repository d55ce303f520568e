"""Results in the forms that others read: Gradescope, GitHub Classroom, Exercism and JUnit; one file for each.

Points are given for an exercise, so those who count points see exercises; those who show tests see tests.
"""

from __future__ import annotations

import ast
import base64
import functools
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable
from pathlib import Path
from textwrap import dedent
from typing import Any

from kata.gradebook import Points, flags, score
from kata.home import PROJECT
from kata.progress import write_whole

Result = dict[str, Any]

OUTPUT = 500  # characters that Exercism takes of what was printed
CUT = "\nOutput was truncated. Please limit to 500 chars"  # as it wants that to be said
MESSAGE = 65_535  # characters that it takes of a message
NOT_JUDGED = ("rejected", "infra_error")


def write(folder: Path, name: str, results: Iterable[Result], worth: Points) -> None:
    """Write each result to a file of its own in this folder. name: one of FORMS."""
    folder.mkdir(parents=True, exist_ok=True)
    suffix, form = FORMS[name]
    for result in results:
        write_whole(folder / f"{result['id']}{suffix}", form(result, worth))


def gradescope(result: Result, worth: Points) -> bytes:
    """The results.json of a Gradescope autograder: a test for each exercise."""
    tests = [
        {
            "name": each["label"],
            "number": str(number),
            "score": worth[each["label"]] if each["state"] == "passed" else 0,
            "max_score": worth[each["label"]],
            "status": "passed" if each["state"] == "passed" else "failed",
            "output": told(each),
            "visibility": "visible",
        }
        for number, each in enumerate(result["exercises"], start=1)
    ]
    facts = {
        "score": score(result, worth),
        "execution_time": result["seconds"],
        "visibility": "visible",
        "output": flags(result),
        "tests": tests,
    }
    return _json(facts)


def classroom(result: Result, worth: Points) -> bytes:
    """What the reporter of GitHub Classroom takes: base64 of JSON, a test for each exercise."""
    tests = [
        {
            "name": each["label"],
            "status": "pass" if each["state"] == "passed" else "fail",
            "score": worth[each["label"]] if each["state"] == "passed" else 0,
            "message": _harmless(told(each)),
            "test_code": _harmless(_code_and_words(each)),
            "filename": f"exercises/{each['label']}.py",
            "line_no": 0,
            "duration": round(each.get("seconds", 0) * 1000),
        }
        for each in result["exercises"]
    ]
    status = "pass" if all(test["status"] == "pass" for test in tests) else "fail"
    if result["status"] in NOT_JUDGED or not tests:
        status = "error"
        nothing = {"score": 0, "test_code": "", "filename": "", "line_no": 0, "duration": 0}
        tests = [
            {
                "name": _harmless(result["id"]),
                "status": "error",
                "message": _harmless(result["reason"]),
                **nothing,
            }
        ]
    facts = {"version": 1, "status": status, "max_score": sum(worth.values()), "tests": tests}
    return base64.b64encode(_json(facts))


def _code_and_words(exercise: dict[str, Any]) -> str:
    """The first test that failed, and what it says: of all that is told, the reporter shows a learner only this."""
    if exercise["state"] == "passed":
        return ""
    failed = next((test["name"] for test in exercise["tests"] if test["failure"]), "")
    return f"{test_code(exercise['label'], failed)}\n\n{told(exercise)}".lstrip()


def _harmless(text: str) -> str:
    """Text that a build service, which the reporter prints it to, takes for no command of its own."""
    return text.replace("::", ": :").replace("##[", "# #[")


def exercism(result: Result, worth: Points) -> bytes:
    """The results.json of an Exercism test runner, version 3: each test, in the order of its file."""
    if result["status"] in NOT_JUDGED:
        return _json({"version": 3, "status": "error", "message": result["reason"], "tests": []})
    tests = []
    for number, exercise in enumerate(result["exercises"], start=1):
        if exercise["state"] == "missing":
            missing = {"name": exercise["label"], "status": "fail", "message": told(exercise)}
            tests.append({**missing, "output": None, "test_code": "", "task_id": number})
        for test in exercise["tests"]:
            failure = test["failure"]
            tests.append(
                {
                    "name": f"{exercise['label']}: {words(test['name'])}",
                    "status": "fail" if failure else "pass",
                    "message": failure["text"][:MESSAGE] if failure else None,
                    "output": printed(test["output"]),
                    "test_code": test_code(exercise["label"], test["name"]),
                    "task_id": number,
                }
            )
    status = "pass" if all(test["status"] == "pass" for test in tests) else "fail"
    return _json({"version": 3, "status": status, "message": None, "tests": tests})


def junit(result: Result, worth: Points) -> bytes:
    """JUnit XML in the dialect of pytest: a suite for each submission, a case for each test."""
    cases: list[ElementTree.Element] = []
    bad = {"failure": 0, "error": 0}
    for exercise in result["exercises"]:
        tests = exercise["tests"] or [{"name": "missing", "failure": None, "output": ""}]
        seconds = f"{exercise.get('seconds', 0) / len(tests):.3f}"
        for test in tests:
            name = exercise["label"].replace("/", ".")
            case = ElementTree.Element("testcase", classname=name, name=test["name"], time=seconds)
            failure = test["failure"]
            if exercise["state"] == "missing":
                reason = result["reason"] or told(exercise)
                failure = {
                    "kind": "machine" if result["status"] == "infra_error" else "missing",
                    "summary": reason,
                }
            if failure:
                tag = "error" if failure["kind"] == "machine" else "failure"
                bad[tag] += 1
                told_of = ElementTree.SubElement(case, tag, message=failure["summary"], type=failure["kind"])
                told_of.text = failure.get("text", failure["summary"])
            if test["output"]:
                ElementTree.SubElement(case, "system-out").text = test["output"]
            cases.append(case)
    suite = ElementTree.Element(
        "testsuite",
        name=result["id"],
        errors=str(bad["error"]),
        failures=str(bad["failure"]),
        skipped="0",
        tests=str(len(cases)),
        time=f"{result['seconds']:.3f}",
    )
    suite.extend(cases)
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


FORMS: dict[str, tuple[str, Callable[[Result, Points], bytes]]] = {
    "gradescope": (".json", gradescope),
    "classroom": (".b64", classroom),
    "exercism": (".json", exercism),
    "junit": (".xml", junit),
}


def told(exercise: dict[str, Any]) -> str:
    """What a learner reads of an exercise: its first failure in full, the others as a line."""
    if exercise["state"] == "missing":
        return "There is no answer to this exercise."
    failed = [test for test in exercise["tests"] if test["failure"]]
    if not failed:
        return f"All {len(exercise['tests'])} tests pass."
    others = [f"also: {words(test['name'])}: {test['failure']['summary']}" for test in failed[1:]]
    return "\n".join([f"{words(failed[0]['name'])}:", failed[0]["failure"]["text"], *others])


def printed(text: str) -> str | None:
    """What a test printed, no longer than Exercism takes it; None for nothing."""
    return (text if len(text) <= OUTPUT else text[: OUTPUT - len(CUT)] + CUT) or None


def words(name: str) -> str:
    """The name of a test as it is read."""
    return name.removeprefix("test_").replace("_", " ")


def test_code(label: str, name: str) -> str:
    """The body of a test; empty where there is none of this name."""
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
    return json.dumps(facts, indent=1).encode()
