#!/usr/bin/env bash
# Builds the program for this computer and puts each thing built to the test: the one-folder build in out/dist/imrdesk, an
# archive of it, and on Debian and its kin a package. Usage: bash packaging/build.sh
# IMRDESK_PYTHON names a Python that has everything already, PyInstaller too; else .venv is set up.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export QT_QPA_PLATFORM=offscreen PYTHONUTF8=1
# shellcheck source=packaging/setup.sh
. packaging/setup.sh
if [ -n "${IMRDESK_PYTHON:-}" ]; then
    python="$IMRDESK_PYTHON"
else
    set_up build
    python="$VENV/bin/python"
fi
version=$("$python" -c 'import imrdesk; print(imrdesk.__version__)')
machine=$(uname -m)
program=out/dist/imrdesk/imrdesk
smoke() { nice "$python" packaging/smoke.py "$@"; }

say "drawing icons, writing the manual page"
"$python" packaging/make_icons.py out/icons
"$python" packaging/make_manual_page.py out/imrdesk.1

say "building imrdesk $version for $machine"
nice "$python" -m PyInstaller packaging/imrdesk.spec --distpath out/dist --workpath out/build --noconfirm \
    --log-level WARN >out/build.log 2>&1 || { tail -20 out/build.log >&2 && exit 1; }
[ "$(uname -s)" != Linux ] || "$python" packaging/squeeze.py out/dist/imrdesk
smoke "$program" --source "$python -m imrdesk"

say "packing it"
tar -C out/dist -czf "out/dist/imrdesk-$version-$(uname -s)-$machine.tar.gz" imrdesk
if command -v dpkg-deb >/dev/null; then
    bash packaging/deb/build.sh "$version" # tested in a Debian of its own by packaging/deb/try.sh
fi
find out/dist -maxdepth 1 -type f -exec ls -l {} +
