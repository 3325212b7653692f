#!/usr/bin/env bash
# Makes the Debian package out of the one-folder build, with Debian's own tools; packaging/build.sh runs it.
# Usage: bash packaging/deb/build.sh VERSION
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
version="$1"
architecture=$(dpkg --print-architecture)
tree=out/deb
share="$tree/usr/share"
built=out/dist/imrdesk/imrdesk

rm -rf "$tree"
umask 022
install -d "$tree/DEBIAN" "$tree/usr/bin" "$tree/usr/lib"
cp -r out/dist/imrdesk "$tree/usr/lib/imrdesk"
ln -s ../lib/imrdesk/imrdesk "$tree/usr/bin/imrdesk"

install -Dm644 packaging/desktop/imrdesk.desktop "$share/applications/imrdesk.desktop"
install -Dm644 packaging/desktop/imrdesk.xml "$share/mime/packages/imrdesk.xml"
install -Dm644 packaging/desktop/imrdesk.metainfo.xml "$share/metainfo/io.github.imrdesk.imrdesk.metainfo.xml"
install -Dm644 resources/icons/imrdesk.svg "$share/icons/hicolor/scalable/apps/imrdesk.svg"
for size in 16 22 24 32 48 64 128 256 512; do
    install -Dm644 "out/icons/imrdesk-$size.png" "$share/icons/hicolor/${size}x$size/apps/imrdesk.png"
done
install -Dm644 out/imrdesk.1 "$share/man/man1/imrdesk.1"
install -Dm644 packaging/deb/copyright "$share/doc/imrdesk/copyright"
install -Dm644 packaging/deb/lintian-overrides "$share/lintian/overrides/imrdesk"
install -Dm644 CHANGELOG.md "$share/doc/imrdesk/NEWS.md"
printf 'imrdesk (%s) stable; urgency=medium\n\n  * What is new in it: NEWS.md.gz beside this file.\n\n -- %s  %s\n' "$version" \
    "$(sed -n 's/^Maintainer: //p' packaging/deb/control)" "$(git log -1 --format=%cD 2>/dev/null || date -R)" >out/changelog
install -Dm644 out/changelog "$share/doc/imrdesk/changelog"
gzip -9n "$share/man/man1/imrdesk.1" "$share/doc/imrdesk/NEWS.md" "$share/doc/imrdesk/changelog"

install -d "$share/bash-completion/completions" "$share/zsh/vendor-completions" "$share/fish/vendor_completions.d"
"$built" completion bash >"$share/bash-completion/completions/imrdesk"
"$built" completion zsh >"$share/zsh/vendor-completions/_imrdesk"
"$built" completion fish >"$share/fish/vendor_completions.d/imrdesk.fish"

chmod -R u=rwX,go=rX "$tree"
find "$tree/usr/lib/imrdesk" -type f ! -name imrdesk -exec chmod 644 {} +
glibc=$(ldd --version | sed -n '1s/.* //p') # it runs on no older one
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@GLIBC@/$glibc/" \
    -e "s/@SIZE@/$(du -sk --apparent-size "$tree/usr" | cut -f1)/" packaging/deb/control >"$tree/DEBIAN/control"
(cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
dpkg-deb --root-owner-group -Zxz --build "$tree" "out/dist/imrdesk_${version}_$architecture.deb"
