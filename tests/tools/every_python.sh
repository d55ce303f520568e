#!/bin/sh
# The tests on every Python of this machine that pyproject.toml names, and once more on the oldest pytest.
set -u
names=$(sed -n 's/.*Programming Language :: Python :: \(3\.[0-9]*\)".*/python\1/p' pyproject.toml)
failed="" passed="" seen="" without=""
for python in $(for name in $names; do ls "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/"$name" 2>/dev/null; done) \
    $(for name in python3 $names; do command -v "$name"; done); do
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    case " $(echo $names) " in *" python$version "*) ;; *) continue ;; esac
    case " $seen " in *" $version "*) continue ;; esac
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then  # another one of this version may have it
        without="$without $python"
        continue
    fi
    seen="$seen $version"
    echo "== Python $version"
    if make --no-print-directory test PYTHON="$python" VENV=".venv-$version"; then
        passed="$passed $version"
    else
        failed="$failed $version"
    fi
    last=$python
done
[ -n "$seen" ] || { echo "None of these was found:" $names; exit 1; }
echo "== pytest 8.4 on $last"
make --no-print-directory test PYTHON="$last" VENV=.venv-pytest8.4 PYTEST="pytest~=8.4.0" || failed="$failed pytest-8.4"
[ -z "$without" ] || echo "Not tried, for these have no ensurepip (on Debian and Ubuntu: apt install python3.N-venv):$without"
[ -z "$failed" ] || { echo "Failed:$failed"; exit 1; }
echo "All passed:$passed and pytest 8.4."
