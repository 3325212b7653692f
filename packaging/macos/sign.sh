#!/usr/bin/env bash
# Signs the .app of the build, has Apple look at it, and puts it into a disk image. Not tried yet: see docs/building.md.
# Usage: bash packaging/macos/sign.sh "Developer ID Application: NAME (TEAM)" NOTARY-PROFILE
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
identity="$1"
profile="$2"
app=out/dist/imrdesk.app
version=$(/usr/libexec/PlistBuddy -c 'Print CFBundleShortVersionString' "$app/Contents/Info.plist")
image="out/dist/imrdesk-$version.dmg"

# Inside out: each library first, the program last.
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -exec \
    codesign --force --timestamp --options runtime --sign "$identity" {} +
codesign --force --timestamp --options runtime --entitlements packaging/macos/entitlements.plist --sign "$identity" "$app"
codesign --verify --deep --strict "$app"

hdiutil create -volname imrdesk -srcfolder "$app" -ov -format UDZO "$image"
codesign --timestamp --sign "$identity" "$image"
xcrun notarytool submit "$image" --keychain-profile "$profile" --wait
xcrun stapler staple "$image"
python3 packaging/smoke.py "$app/Contents/MacOS/imrdesk"
