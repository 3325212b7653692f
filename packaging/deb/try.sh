#!/usr/bin/env bash
# Tries the Debian package in a fresh minimal Debian without Python: installs it, opens a letter, removes it. Needs root
# and debootstrap. Usage: bash packaging/deb/try.sh PACKAGE.deb FOLDER   (FOLDER: a Debian made before, or to be made)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
package="$1"
root="$2"
say() { printf 'imrdesk: %s\n' "$*"; }
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

[ -e "$root/bin/sh" ] || debootstrap --variant=minbase bookworm "$root"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev/shm" || { mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm"; }
trap 'umount "$root/dev/shm" "$root/proc"' EXIT
if inside sh -c 'command -v python3'; then say "this Debian has a Python: try another" && exit 1; fi

say "install"
install -Dm644 "$package" "$root/tmp/imrdesk.deb"
rm -rf "$root/tmp/letters" && cp -r resources/samples "$root/tmp/letters"
inside apt-get update -qq
inside apt-get install -qqy --no-install-recommends /tmp/imrdesk.deb >"$root/tmp/apt.log" 2>&1 || { tail "$root/tmp/apt.log" && exit 1; }
if inside sh -c 'command -v python3'; then say "the package brought a Python" && exit 1; fi

say "start, open letters, export"
inside imrdesk --version
inside imrdesk doctor
inside imrdesk import /tmp/letters -w /srv/desk
inside env QT_QPA_PLATFORM=offscreen imrdesk gui --try /srv/desk
inside imrdesk show CM16-9900001 -w /srv/desk | head -3
inside imrdesk export CM16-9900001 -w /srv/desk -o /srv/summary.docx
inside imrdesk pack /srv/desk.imrdesk -w /srv/desk
inside env QT_QPA_PLATFORM=offscreen imrdesk gui --try /srv/desk.imrdesk

say "remove"
inside dpkg -L imrdesk | sort >"$root/tmp/files"
inside apt-get purge -qqy imrdesk >"$root/tmp/apt.log" 2>&1 || { tail "$root/tmp/apt.log" && exit 1; }
left=$(while read -r name; do [ -d "$root$name" ] || [ ! -e "$root$name" ] || echo "$name"; done <"$root/tmp/files")
[ -z "$left" ] || { say "left behind: $left" && exit 1; }
[ ! -e "$root/usr/lib/imrdesk" ] || { say "left behind: /usr/lib/imrdesk" && exit 1; }
[ -e "$root/srv/desk/imrdesk.db" ] || { say "the workspace is gone" && exit 1; }
say "the workspace is still there; passed"
