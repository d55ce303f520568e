import ast
import os
from pathlib import Path

import pytest

CHOSEN = os.environ.get("LIVE_PROGRAMS", "").split()
PROGRAMS = [
    node.name
    for node in ast.parse(Path(__file__).with_name("01_programs.py").read_text()).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not node.args.args
    if not CHOSEN or node.name in CHOSEN
]


@pytest.mark.parametrize("run", range(int(os.environ["LIVE_RUNS"])))
@pytest.mark.parametrize("program", PROGRAMS)
def test_no_hang(answer, program, run):
    getattr(answer, program)()
