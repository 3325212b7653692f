#!/usr/bin/env bash
# Sets up what the tests need, then runs every check. Usage: bash packaging/test.sh [PYTEST ARGUMENTS]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
export QT_QPA_PLATFORM=offscreen PYTHONUTF8=1
# shellcheck source=packaging/setup.sh
. packaging/setup.sh

set_up dev
failed=0
summary=""

check() { # NAME COMMAND...: runs it, and remembers the first failure
    local name="$1" started=$SECONDS code=0
    shift
    say "$name"
    "$@" || code=$?
    summary="$summary$(printf '  %-12s %-6s %4d s' "$name" "$([ $code = 0 ] && echo ok || echo FAILED)" $((SECONDS - started)))
"
    [ $failed = 0 ] && failed=$code
}

# shellcheck disable=SC2317  # called by check
tests() {
    "$VENV/bin/python" -m pytest -q -n 2 "$@" | tee out/pytest.txt
    return "${PIPESTATUS[0]}"
}

check format "$VENV/bin/ruff" format --check .
check lint "$VENV/bin/ruff" check .
check types "$VENV/bin/pyright"
check imports "$VENV/bin/lint-imports"
check tests tests "$@"
check soak "$VENV/bin/python" tests/bench/soak.py --minutes 0.17

say "summary"
printf '%s' "$summary"
tail -n 1 out/pytest.txt
exit $failed
