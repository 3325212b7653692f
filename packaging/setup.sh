# Set-up shared by run.sh, test.sh and build.sh: a Python, the system libraries Qt needs, .venv and the packages in it.
# Sourced from the root of the checkout: `set_up run` for the program, `set_up dev` for its developers' tools too,
# `set_up build` for what makes the installers.
# It runs in the bash 3.2 of macOS, and on a path with spaces in it.
# shellcheck shell=bash disable=SC2086  # lists of words are split on purpose

VENV=.venv
CONSTRAINTS=packaging/constraints.txt
LOG=out/setup.log

# library:Debian package. Qt draws with the first; only a screen needs the second.
LIBRARIES="libGL.so.1:libgl1 libEGL.so.1:libegl1 libglib-2.0.so.0:libglib2.0-0 libdbus-1.so.3:libdbus-1-3
    libfontconfig.so.1:libfontconfig1 libxkbcommon.so.0:libxkbcommon0"
SCREEN_LIBRARIES="libxcb-cursor.so.0:libxcb-cursor0 libxkbcommon-x11.so.0:libxkbcommon-x11-0
    libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0"
FONTS=(/usr/share/fonts /usr/local/share/fonts "${HOME:-}/.fonts" "${HOME:-}/.local/share/fonts")

say() { printf 'imrdesk: %s\n' "$*"; }

stop() { # MESSAGE [LINE TO TYPE]
    printf 'imrdesk: %s\n' "$1" >&2
    shift
    [ $# = 0 ] || printf '\n    %s\n\n' "$@" >&2
    exit 2
}

has_screen() {
    [ "${QT_QPA_PLATFORM:-}" = offscreen ] && return 1
    [ "$(uname -s)" = Darwin ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

find_python() { # prints the first Python that is new enough and can make a venv
    local name
    for name in python3 python3.11 python3.12 python3.13 python3.14; do
        "$name" - 2>/dev/null <<'END' && return
import sys
if sys.version_info < (3, 11):
    sys.exit(1)
import ensurepip, venv
print(getattr(sys, "_base_executable", sys.executable))  # not the .venv that may be replaced
END
    done
    return 1
}

missing_libraries() { # PYTHON LIBRARY:PACKAGE...: prints the package of each library that does not load
    "$1" - "${@:2}" <<'END'
import ctypes, sys
for pair in sys.argv[1:]:
    library, package = pair.split(":")
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
END
}

missing_packages() { # PYTHON or "": prints the system packages to install
    local wanted="$LIBRARIES"
    has_screen && wanted="$wanted $SCREEN_LIBRARIES"
    if [ -n "$1" ]; then missing_libraries "$1" $wanted; else printf '%s\n' $wanted | sed 's/.*://'; fi
    find -L "${FONTS[@]}" -name '*.[to]t[fc]' 2>/dev/null | grep -q . ||
        echo fonts-dejavu-core # without a font every letter is silently a box
}

python_packages() { # prints the packages of the first Python that apt offers and that is new enough
    local version
    for version in 3.11 3.12 3.13 3.14; do
        apt-cache show "python$version-venv" >/dev/null 2>&1 && echo "python$version python$version-venv" && return
    done
    echo "python3 python3-venv"
}

install_system() { # PYTHON or "", PACKAGE...: installs with apt where that is allowed, else says what to type
    local python="" as="" install="apt-get install -y --no-install-recommends"
    [ -n "$1" ] || python=wanted
    shift
    command -v apt-get >/dev/null ||
        stop "please install this first, then start again: ${python:+Python 3.11 or newer, }${*:+what these Debian packages hold: $*}"
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null ||
            stop "some system packages are missing. Please type this line, then start again:" \
                "sudo apt-get update && sudo $install ${python:+$(python_packages) }$*"
        as="sudo -n"
    fi
    say "reading the list of system packages"
    $as apt-get update >"$LOG" 2>&1 || { tail -5 "$LOG" >&2 && stop "apt-get update failed, see $LOG"; }
    set -- ${python:+$(python_packages)} "$@"
    say "installing system packages: $*"
    $as env DEBIAN_FRONTEND=noninteractive $install "$@" >>"$LOG" 2>&1 ||
        { tail -5 "$LOG" >&2 && stop "apt-get could not install them, see $LOG"; }
}

prepare_system() { # sets PYTHON
    local missing=""
    PYTHON=$(find_python) || PYTHON=""
    [ "$(uname -s)" = Linux ] && missing=$(missing_packages "$PYTHON")
    [ -n "$PYTHON" ] && [ -z "$missing" ] && return
    install_system "$PYTHON" $missing
    PYTHON=$(find_python) || stop "Python 3.11 or newer is needed: please install it, then start again"
}

pip_install() {
    "$VENV/bin/python" -m pip -qq --disable-pip-version-check --no-input install -c "$CONSTRAINTS" "$@" ||
        stop "pip could not install the Python packages, see above"
}

install_packages() { # run, dev or build
    "$VENV/bin/python" -c '' 2>/dev/null || "$PYTHON" -m venv --clear "$VENV" || stop "could not make $VENV"
    say "installing Python packages into $VENV (about 350 MB; minutes on a slow line)"
    pip_install hatchling editables # builds the project below without fetching anything that is not pinned
    if [ "$1" = run ]; then pip_install --no-build-isolation -e .; else pip_install --no-build-isolation -e ".[$1]"; fi
}

set_up() { # run, dev or build: does what is missing; a second time that is nothing
    local key started=$SECONDS
    mkdir -p out
    prepare_system
    key="$PWD $(cat pyproject.toml "$CONSTRAINTS" | cksum)"
    if [ "$(cat "$VENV/imrdesk-$1" 2>/dev/null)" != "$key" ] || ! "$VENV/bin/python" -c '' 2>/dev/null; then
        install_packages "$1"
        [ "$1" = run ] || printf '%s' "$key" >"$VENV/imrdesk-run"
        printf '%s' "$key" >"$VENV/imrdesk-$1"
    fi
    say "set up in $((SECONDS - started)) s"
}
