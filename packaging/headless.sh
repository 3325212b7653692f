#!/usr/bin/env bash
# The main job without a screen, by the commands a person would type: import the sample letters, extract, review, export,
# and take pictures of the real window. Usage: bash packaging/headless.sh [FOLDER FOR THE RESULTS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
results="${1:-out/results}"
workspace="${2:-out/demo}"
python="${IMRDESK_PYTHON:-.venv/bin/python}"
reviewer="Demo Reviewer"
export QT_QPA_PLATFORM=offscreen PYTHONUTF8=1

desk() { "$python" -m imrdesk "$@"; }

step() { printf '\n== %s\n' "$*"; }

cleanest() { # prints the id of the letter with the fewest problems
    desk list -w "$workspace" --json | "$python" -c '
import json, sys
print(min(json.load(sys.stdin), key=lambda case: (case["problems"], case["case_number"] or "~"))["id"])'
}

mkdir -p "$results"
step "import resources/samples into $workspace"
desk import resources/samples -w "$workspace" --by "$reviewer"

step "list"
desk list -w "$workspace"
one=$(cleanest)

step "extract"
desk extract resources/samples/*.{pdf,docx,txt} >"$results/extraction.jsonl"
printf '%s letters\n' "$(grep -c . "$results/extraction.jsonl")"

step "review the cleanest"
desk review "$one" -w "$workspace" --by "$reviewer"

step "export"
desk export "$one" -w "$workspace" --format docx -o "$results/summary.docx"
desk export all -w "$workspace" --format csv -o "$results/cases.csv"
desk export all -w "$workspace" --format json -o "$results/cases.json"

step "pictures of the window"
desk screenshots "$results/screenshots" -w "$workspace"

step "done"
find "$results" -type f | sort
