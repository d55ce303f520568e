#!/bin/sh
# For Gradescope: zip this, run_autograder and a copy of IPC kata (the folder ipc-kata) as the autograder.
set -eu
apt-get update
apt-get install -y bubblewrap python3 python3-venv
python3 -m venv /autograder/kata
/autograder/kata/bin/pip install -q -e /autograder/source/ipc-kata
