"""The forms of a result that others read: each is valid, refused where it were broken, and says the same as the others.

The schemas are ours: what the readers and their descriptions ask for, and what IPC kata promises beside that.
"""

import base64
import copy
import functools
import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import pytest
import xmlschema

from kata.course.home import PROJECT
from kata.grade import formats, gradebook, submissions
from kata.grade.archive import read
from kata.grade.facts import Judged, Result, missing
from kata.runner.facts import Failure, Test
from tests.tools.judge import PATH

SCHEMAS = Path(__file__).parents[1] / "schemas"
WORKSHOP = PROJECT / "docs" / "workshop"
FIRST, SECOND, THIRD = (exercise.label for exercise in PATH[:3])
WORTH = {FIRST: 3.0, SECOND: 1.0, THIRD: 0.1}
LARGEST_VARIABLE = 128 << 10  # bytes of NAME=value and what ends it, for one variable of a process
LARGEST_MESSAGE = 65_535  # bytes, in the table of Exercism


def names(label):
    """The tests of an exercise, in the order of their file."""
    file = PROJECT / "exercises" / f"{Path(label).parent}/test_{Path(label).name}.py"
    return re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)


def passed(label, output=""):
    return Judged(label, "passed", 0.25, tuple(Test(name, None, output) for name in names(label)))


def failed(label, *ends, output=""):
    """An exercise whose first tests end like this, (kind, text) each, and the others well."""
    failures = [Failure(kind, text.partition("\n")[0], text) for kind, text in ends]
    ends = [*failures, *[None] * (len(names(label)) - len(failures))]
    tests = [Test(name, end, output) for name, end in zip(names(label), ends, strict=True)]
    return Judged(label, "failed", 1.5, tuple(tests))


def a_result(*exercises, status="graded", reason=""):
    return Result("alice", "00" * 32, "11" * 32, "bwrap", "3.12.1", status, reason, 1.234, exercises)


NONE = [missing(FIRST), missing(SECOND), missing(THIRD)]
HOSTILE = (
    "]]><b>&amp;</b> <!-- <script>alert(1)</script> \U0001d538🦀\u2028\ufffe\uffff\n"
    '::set-output name=result::eyJ9\n   :::error::x ::::\n##[error]x ###[add-mask]y\n"quoted" \\ \t end\n\n'
)
RESULTS = {
    "all passed": a_result(passed(FIRST), passed(SECOND, output="a line\n"), passed(THIRD)),
    "some failed": a_result(
        passed(FIRST),
        failed(SECOND, ("wrong", "expected 1\n  got 2"), ("own-write-end", "HANG after 0.1 s\n\n  pipe A ←")),
        missing(THIRD),
    ),
    "timeout": a_result(
        passed(FIRST), failed(SECOND, ("timeout", "STILL RUNNING")), passed(THIRD), status="timeout"
    ),
    "suspicious": a_result(
        failed(FIRST, ("foul", "it spoke")), passed(SECOND), passed(THIRD), status="suspicious"
    ),
    "nothing handed in": a_result(*NONE),
    "rejected": a_result(*NONE, status="rejected", reason="'<b>::x::</b>' is a link"),
    "infra_error": a_result(*NONE, status="infra_error", reason="OSError: [Errno 5] caf\udce9 \x00"),
    "infra_error in one test": a_result(
        passed(FIRST),
        failed(SECOND, ("machine", "This test was not run.")),
        missing(THIRD),
        status="infra_error",
        reason="This test was not run.",
    ),
    "infra_error without a word": a_result(*NONE, status="infra_error"),
    "an exercise without tests": a_result(passed(FIRST), Judged(SECOND, "failed", 0, ()), passed(THIRD)),
    "no tests at all": a_result(),
    "hostile": a_result(
        passed(FIRST, output=HOSTILE), failed(SECOND, ("wrong", HOSTILE), output=HOSTILE), passed(THIRD)
    ),
    "very long": a_result(
        *[failed(label, ("wrong", '🦀"' * 15_000), output="é\n" * 15_000) for label in WORTH]
    ),
}
every = pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)


@functools.cache
def schema(name):
    facts = json.loads((SCHEMAS / f"{name}.json").read_text())
    jsonschema.Draft202012Validator.check_schema(facts)
    return jsonschema.Draft202012Validator(facts)


@functools.cache
def junit_schema():
    return xmlschema.XMLSchema10(SCHEMAS / "junit.xsd")


def strict(data):
    """JSON as everybody reads it: UTF-8, and no NaN."""
    return json.loads(data.decode("utf-8"), parse_constant=lambda word: pytest.fail(word))


def gradescope(result):
    return strict(formats.gradescope(result, WORTH))


def classroom(result):
    return strict(base64.b64decode(formats.classroom(result, WORTH), validate=True))


def exercism(result):
    return strict(formats.exercism(result, WORTH))


def junit(result):
    return formats.junit(result, WORTH)


JSON = {"gradescope": gradescope, "classroom": classroom, "exercism": exercism}


def by_exercise(label, tests):
    return [test for test in tests if test["name"].startswith(f"{label}: ")]


@every
@pytest.mark.parametrize("form", JSON)
def test_json_is_valid(form, result):
    schema(form).validate(JSON[form](result))


@every
def test_junit_is_valid_and_counts_what_it_says(result):
    junit_schema().validate(junit(result).decode("utf-8"))
    (suite,) = ElementTree.fromstring(junit(result))
    cases = suite.findall("testcase")
    assert suite.get("name") == result.id
    assert int(suite.get("tests")) == len(cases)
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    assert int(suite.get("errors")) == len(suite.findall("testcase/error"))
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases)


@every
def test_all_forms_say_the_same(result):
    labels = [each.label for each in result.exercises]
    solved = {each.label for each in result.exercises if each.state == "passed"}
    points = pytest.approx(gradebook.score(result, WORTH))

    facts = gradescope(result)
    assert facts["score"] == sum(test["score"] for test in facts["tests"]) == points
    assert [test["name"] for test in facts["tests"]] == labels
    assert [test["number"] for test in facts["tests"]] == [str(n) for n in range(1, len(labels) + 1)]
    assert {test["name"]: test["max_score"] for test in facts["tests"]} == {
        each: WORTH[each] for each in labels
    }
    assert {test["name"] for test in facts["tests"] if test["status"] == "passed"} == solved

    facts = classroom(result)
    assert facts["max_score"] == pytest.approx(sum(WORTH.values()))
    assert sum(test["score"] for test in facts["tests"]) == points
    assert {test["name"] for test in facts["tests"] if test["status"] == "pass"} == solved
    judged = any(each.tests for each in result.exercises)
    if judged:
        assert [test["name"] for test in facts["tests"]] == labels

    whole = bool(labels) and len(solved) == len(labels)
    assert (facts["status"] == "pass") == (exercism(result)["status"] == "pass") == whole
    tests = exercism(result)["tests"]
    for number, label in enumerate(labels, start=1) if tests else ():
        mine = by_exercise(label, tests)
        assert {test["task_id"] for test in mine} == {number}
        assert all(test["status"] == "pass" for test in mine) == (label in solved)

    (suite,) = ElementTree.fromstring(junit(result))
    for label in labels:
        mine = [case for case in suite if case.get("classname") == label.replace("/", ".")]
        bad = [case for case in mine if case.find("failure") is not None or case.find("error") is not None]
        assert (mine != [] and not bad) == (label in solved)


def test_exercism_has_the_tests_in_the_order_of_their_file_with_their_code():
    tests = exercism(RESULTS["some failed"])["tests"]
    ours = [f"{label}: {formats.words(name)}" for label in (FIRST, SECOND) for name in names(label)]
    assert [test["name"] for test in tests] == [*ours, f"{THIRD}: missing"]
    assert all(test["test_code"] for test in tests[:-1])


def test_what_was_not_judged_says_why_everywhere_and_blames_nobody_else():
    for name in ("rejected", "infra_error"):
        result = RESULTS[name]
        for reason, text in (
            (result.reason, gradescope(result)["output"]),
            (result.reason, gradescope(result)["tests"][0]["output"]),
            (result.reason.replace("::", ": :"), classroom(result)["tests"][0]["message"]),
            (result.reason, exercism(result)["message"]),
        ):
            assert text == reason.replace("\udce9", "?")
        ends = {case[0].tag for case in ElementTree.fromstring(junit(result))[0]}
        assert ends == {"error" if name == "infra_error" else "failure"}


def test_of_one_test_that_the_machine_has_failed_the_others_keep_their_points():
    facts = classroom(RESULTS["infra_error in one test"])
    assert facts["status"] == "error"
    assert [test["status"] for test in facts["tests"]] == ["pass", "error", "fail"]
    cases = ElementTree.fromstring(junit(RESULTS["infra_error in one test"]))[0]
    assert (cases.get("errors"), cases.get("failures")) == ("1", "1")


def test_what_is_long_is_cut_to_what_the_reader_takes():
    result = RESULTS["very long"]
    assert len(b"KATA_RESULTS=" + formats.classroom(result, WORTH) + b"\0") <= LARGEST_VARIABLE
    facts = classroom(result)
    assert [test["name"] for test in facts["tests"]] == list(WORTH)
    assert all(test["test_code"].endswith(formats.LEFT_OUT) for test in facts["tests"])
    for test in exercism(result)["tests"]:
        assert len(test["output"]) == 500
        assert test["output"].endswith("Output was truncated. Please limit to 500 chars")
        assert len((test["message"] or "").encode()) <= LARGEST_MESSAGE
    unread = a_result(*NONE, status="infra_error", reason="é" * 70_000)
    assert exercism(unread)["message"] == "é" * (LARGEST_MESSAGE // 2)


def test_hostile_text_is_read_back_as_text_and_nothing_else():
    result = RESULTS["hostile"]
    (suite,) = ElementTree.fromstring(junit(result))
    case = next(case for case in suite if case.find("failure") is not None)
    shown = HOSTILE.replace("\ufffe", "�").replace("\uffff", "�")
    assert [each.tag for each in case] == ["failure", "system-out"]
    assert (case[0].text, case[1].text) == (shown, shown)
    assert HOSTILE in gradescope(result)["tests"][1]["output"]
    (test,) = [test for test in exercism(result)["tests"] if test["status"] == "fail"]
    assert (test["message"], test["output"]) == (HOSTILE, HOSTILE)


WRONG = {
    "gradescope": [
        lambda facts: facts.pop("score"),
        lambda facts: facts.update(score="1"),
        lambda facts: facts.update(execution_time="1.2"),
        lambda facts: facts.update(output=None),
        lambda facts: facts.pop("output_format"),
        lambda facts: facts.update(output_format="html"),
        lambda facts: facts.update(visibility="always"),
        lambda facts: facts.update(unknown=1),
        lambda facts: facts["tests"][0].update(number=1),
        lambda facts: facts["tests"][0].update(status="pass"),
        lambda facts: facts["tests"][0].update(score="3"),
        lambda facts: facts["tests"][0].pop("max_score"),
        lambda facts: facts["tests"][0].update(unknown=1),
        lambda facts: facts["tests"][1].update(score=1),
    ],
    "classroom": [
        lambda facts: facts.pop("tests"),
        lambda facts: facts.update(tests=[]),
        lambda facts: facts.pop("max_score"),
        lambda facts: facts.update(version=3),
        lambda facts: facts.update(max_score="4"),
        lambda facts: facts.update(status="failed"),
        lambda facts: facts.update(status="pass"),
        lambda facts: facts.update(status="error"),
        lambda facts: facts.update(tests=facts["tests"][:1]),
        lambda facts: facts["tests"][0].update(status="passed"),
        lambda facts: facts["tests"][0].update(duration=0.5),
        lambda facts: facts["tests"][0].update(line_no=None),
        lambda facts: facts["tests"][0].update(message=None),
        lambda facts: facts["tests"][1].update(score=1),
        lambda facts: facts["tests"][1].update(message=""),
        lambda facts: facts["tests"][1].update(status="error"),
        lambda facts: facts["tests"][1].update(test_code="x\n::error::"),
        lambda facts: facts["tests"][1].update(message="x ##[error]"),
    ],
    "exercism": [
        lambda facts: facts.update(version=2),
        lambda facts: facts.update(status="error"),
        lambda facts: facts.update(status="error", message=""),
        lambda facts: facts.update(status="pass"),
        lambda facts: facts.update(message="a word"),
        lambda facts: facts.pop("tests"),
        lambda facts: facts.update(tests=[]),
        lambda facts: facts.update(tests=facts["tests"][:1]),
        lambda facts: facts["tests"][0].update(status="passed"),
        lambda facts: facts["tests"][0].update(output="x" * 501),
        lambda facts: facts["tests"][0].update(output=""),
        lambda facts: facts["tests"][0].update(task_id="1"),
        lambda facts: facts["tests"][0].update(task_id=0),
        lambda facts: facts["tests"][0].pop("test_code"),
        lambda facts: facts["tests"][0].update(message="well done"),
        lambda facts: facts["tests"][-1].update(message=None),
    ],
}


@pytest.mark.parametrize(
    ("form", "number"), [(form, number) for form, wrong in WRONG.items() for number in range(len(wrong))]
)
def test_a_schema_refuses_what_is_wrong(form, number):
    facts = JSON[form](RESULTS["some failed"])
    broken = copy.deepcopy(facts)
    WRONG[form][number](broken)
    assert broken != facts
    assert schema(form).is_valid(facts)
    assert not schema(form).is_valid(broken)


@pytest.mark.parametrize(("right", "wrong"), [
    ("</testsuites>", "<testsuites/></testsuites>"),
    ("<testsuite ", "<suite "),
    (' errors="0"', ""),
    (' failures="3"', ' failures="three"'),
    (' failures="3"', ' failures="-3"'),
    (' skipped="0"', ' skipped="0" passed="1"'),
    (' time="1.234"', ' time="1.2345"'),
    (' time="1.234"', ' time="1,234"'),
    (' time="1.234"', ' time="-1.234"'),
    (f' classname="{FIRST.replace("/", ".")}"', ""),
    (f' name="{names(FIRST)[0]}"', ' name=""'),
    (' message="expected 1"', ""),
    ("<failure ", "<errors "),
    ("</failure>", "<b/></failure>"),
    ("</failure>", "</failure><error message=''/>"),
    ("</failure>", "</failure><system-out/><system-out/>"),
    ("</failure>", "</failure><output/>"),
])  # fmt: skip
def test_the_schema_of_junit_refuses_what_is_wrong(right, wrong):
    text = junit(RESULTS["some failed"]).decode()
    assert right in text
    broken = text.replace(right, wrong, 1)
    if re.match("<[a-z]", right):  # its end as well
        broken = broken.replace(f"</{right[1:-1]}>", f"</{wrong[1:-1]}>", 1)
    assert not junit_schema().is_valid(broken)


def test_the_schema_of_junit_takes_what_pytest_writes():
    junit_schema().validate(
        '<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1"'
        ' failures="1" skipped="1" tests="4" time="0.027" timestamp="2026-01-02T03:04:05.678901+00:00" hostname="x">'
        '<testcase classname="test_x" name="test_a" time="0.000"/>'
        '<testcase classname="test_x" name="test_b[1]" time="0.001"><failure message="assert 0">assert 0</failure>'
        "<system-out>x</system-out><system-err>y</system-err></testcase>"
        '<testcase classname="test_x" name="test_c" time="0.000"><error message="failed on setup">E</error></testcase>'
        '<testcase classname="test_x" name="test_d" time="0.000"><skipped type="pytest.skip" message="no">x</skipped>'
        "</testcase></testsuite></testsuites>"
    )


def test_the_workflow_hands_the_result_to_the_reporter_by_the_name_it_looks_for():
    text = (WORKSHOP / "classroom.yml").read_text()
    (runner,) = re.findall(r"runners: (\S+?) *}?$", text, re.MULTILINE)
    (variable, step) = re.findall(r"(\S+_RESULTS): .*steps\.(\w+)\.outputs\.result", text)[0]
    assert variable == f"{runner.upper()}_RESULTS"
    assert f"id: {step}" in text
    assert re.fullmatch("[a-zA-Z0-9]+", runner)  # what the reporter takes for a name


@pytest.mark.parametrize("handed_in", [
    f"{FIRST}.py", f"exercises/{FIRST}.py", f"mine/{FIRST}.py", f"homework/exercises/{FIRST}.py", "loose.py", None,
])  # fmt: skip
def test_whatever_is_handed_in_is_one_submission_of_the_name_that_the_scripts_look_for(tmp_path, handed_in):
    (tmp_path / "submission").mkdir()
    if handed_in:
        file = tmp_path / "submission" / handed_in
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    (found,) = submissions.find([tmp_path], PATH)
    assert found.name == "submission"
    assert (FIRST in read(found.path, PATH)) == (handed_in not in ("loose.py", None))
    for script in ("classroom.yml", "gradescope/run_autograder"):
        assert re.search(r"grade (\S*/)?in --out ", (WORKSHOP / script).read_text())
        assert "/submission." in (WORKSHOP / script).read_text()
