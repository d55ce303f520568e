# make learn   save, see, go on                    make test       all tests of the project
# make quick   tests on plain data, in seconds     make check      ruff, mypy, import-linter
# make long    all deletions, cheats, live runs    make test-all   make test on every Python of this machine
# make soak    both of these: what takes longer than make test
# make corpus  how right kata why is, as a table   make walls      grading behind each kind of walls, by root and nobody
# make map     each module of kata/ with its first line: which file to open
# make stubs   kata/course/stubs.toml anew, after a stub was changed
# make new NAME=01_pipe/13_tee    begin an exercise    make exercise NAME=13_tee    all that concerns one, in seconds

PYTHON ?= python3
VENV ?= .venv
PYTEST ?= pytest
LONG ?= tests
unexport PYTHONDONTWRITEBYTECODE  # hundreds of Pythons are started, and each would compile this package anew

.PHONY: learn test quick check map long walls test-all soak corpus stubs new exercise picture clean

learn: $(VENV)/.learn
	@$(VENV)/bin/kata || true

test: $(VENV)/.test
	$(VENV)/bin/python -m tests.tools.lanes

quick: $(VENV)/.test
	$(VENV)/bin/python -m pytest tests -m "not slow and not soak" -q

check: $(VENV)/.test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

map:
	@grep -m1 -r '"""' kata --include='*.py' | sed 's/"""//g' | sort

long: $(VENV)/.test
	$(VENV)/bin/python -m pytest $(LONG) -m soak -q -rP --durations=10

walls: $(VENV)/.test
	$(VENV)/bin/python -m pytest tests/grade/test_attacks.py tests/sandbox/test_proxy.py -q -rs --durations=10

test-all:
	@sh tests/tools/every_python.sh

soak: long test-all

corpus: $(VENV)/.test
	$(VENV)/bin/python -m tests.tools.corpus

stubs: $(VENV)/.test
	$(VENV)/bin/python -c "from kata.course import home, shelf; shelf.write_stubs(home.PROJECT / 'exercises')"

new: $(VENV)/.test
	@$(VENV)/bin/python -m tests.tools.new_exercise "$(NAME)"

exercise: $(VENV)/.test
	@$(VENV)/bin/python -m tests.tools.one_exercise "$(NAME)"

picture: $(VENV)/.test
	$(VENV)/bin/python -m docs.picture

clean:
	rm -rf .venv .venv-*

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo "IPC kata needs Python 3.10 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python could not make $(VENV); on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.learn: $(VENV)/bin/python pyproject.toml
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: $(VENV)/bin/python pyproject.toml
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e ".[dev]" $(if $(filter-out pytest,$(PYTEST)),"$(PYTEST)")
	@touch $@ $(VENV)/.learn
