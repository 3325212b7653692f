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

cases() { # prints the ids of the letters that are ready to be reviewed, then of the others
    desk list -w "$workspace" --json | "$python" -c '
import json, sys
for case in sorted(json.load(sys.stdin), key=lambda case: (case["problems"], case["case_number"] or "~")):
    print(case["id"])'
}

mkdir -p "$results"
step "import resources/samples into $workspace"
desk import resources/samples -w "$workspace" --by "$reviewer" || [ $? = 1 ] # 1: some were refused, as one of them should

step "list"
desk list -w "$workspace"
all=$(cases)
one=$(head -n 1 <<<"$all")

step "extract"
desk extract resources/samples/*.pdf >"$results/extraction.jsonl" || [ $? = 1 ]
wc -l <"$results/extraction.jsonl"

step "review $one"
desk review "$one" -w "$workspace" --by "$reviewer"

step "export"
# shellcheck disable=SC2086  # a list of ids
desk export "$one" -w "$workspace" --format docx -o "$results/summary.docx"
desk export $all -w "$workspace" --format csv -o "$results/cases.csv"
desk export $all -w "$workspace" --format json -o "$results/cases.json"

step "pictures of the window"
desk screenshots "$results/screenshots" -w "$workspace"

step "done"
find "$results" -type f | sort
