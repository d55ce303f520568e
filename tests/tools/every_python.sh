#!/bin/sh
# The tests on every Python 3.10+ of this machine, and once more on the oldest pytest that is supported.
set -u
failed=""
for python in $(ls "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python3 2>/dev/null) \
    $(for name in python3 python3.10 python3.11 python3.12 python3.13 python3.14; do command -v "$name"; done); do
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])') || continue
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || continue
    case " ${seen:-} " in *" $version "*) continue ;; esac
    seen="${seen:-} $version"
    echo "== Python $version"
    make --no-print-directory test PYTHON="$python" VENV=".venv-$version" || failed="$failed $version"
    last=$python
done
[ -n "${last:-}" ] || { echo "No Python 3.10 or newer was found."; exit 1; }
echo "== pytest 8.4 on $last"
make --no-print-directory test PYTHON="$last" VENV=.venv-pytest8.4 PYTEST="pytest~=8.4.0" || failed="$failed pytest-8.4"
[ -z "$failed" ] || { echo "Failed:$failed"; exit 1; }
echo "All passed:$seen and pytest 8.4."
