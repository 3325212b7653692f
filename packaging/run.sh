#!/usr/bin/env bash
# Sets up what is missing, then opens the workstation on the sample letters; without a screen it does the same job by the
# command line and prints where the results are. Usage: bash packaging/run.sh [--headless]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
# shellcheck source=packaging/setup.sh
. packaging/setup.sh
DEMO=out/demo

[ "${1:-}" = --headless ] && export QT_QPA_PLATFORM=offscreen
set_up run

if ! has_screen; then
    say "no screen here: doing the same job from the command line"
    exec bash packaging/headless.sh out/results "$DEMO"
fi
if [ ! -e "$DEMO/imrdesk.db" ]; then
    say "importing the sample letters into $DEMO"
    "$VENV/bin/python" -m imrdesk import resources/samples -w "$DEMO" || exit
fi
exec "$VENV/bin/python" -m imrdesk gui "$DEMO"
