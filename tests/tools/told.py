"""What a process tells of itself when it is asked, as JSON, for the tests of those who read it."""

import json


def stack_of(count, **facts):
    frame = {"file": "answer.py", "line": 1, "function": "f", "names": [], "objects": []}
    return {"name": None, "calls": None, "own": True, "stack": [frame | facts] * count}


def told_as(**facts):
    """What a process writes of itself, as JSON."""
    nothing = {"service": None, "threads": {}, "tasks": [], "pending": [], "origins": {}, "ends": []}
    return json.dumps(nothing | facts)
