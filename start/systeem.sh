#!/bin/sh
# The few system libraries that no Python package brings. Used by make and by the Dockerfile.
#   sh start/systeem.sh brief      what WeasyPrint needs to make letters
#   sh start/systeem.sh browser    Chromium for the end-to-end tests
#   sh start/systeem.sh scanner    clamd for the tests of uploads, without its signatures
# As root they are installed; else the one line to run is printed and the exit code is 1.
set -eu

# A normal user of Debian has no /sbin in the path.
heeft() { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q "$1"; }

installeer() {
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "Installeer eerst: $1 (op macOS: brew install ${2:-$1}), en probeer het dan opnieuw." >&2
        exit 1
    fi
    if [ "$(id -u)" != 0 ]; then
        echo "Er ontbreekt iets. Draai eerst:  sudo apt-get install --no-install-recommends $1" >&2
        exit 1
    fi
    echo "  Systeempakketten installeren: $1 …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1 >/dev/null
}

case "${1:-}" in
brief)
    if [ "$(uname)" = Darwin ]; then
        [ -e /opt/homebrew/lib/libpango-1.0.dylib ] || [ -e /usr/local/lib/libpango-1.0.dylib ] || installeer "" pango
    else
        heeft libpango-1.0.so.0 && heeft libpangoft2-1.0.so.0 && heeft libharfbuzz-subset.so.0 ||
            installeer "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" pango
    fi
    ;;
browser)
    # Without windows it takes a third less of the processor; a whole browser that is there will do.
    if [ -n "${CHROMIUM:-}" ] || command -v chromium-headless-shell >/dev/null 2>&1; then
        exit 0
    elif [ "$(uname)" = Darwin ]; then
        "${PY:-python3}" -m playwright install --only-shell chromium
        exit 0
    elif [ "$(id -u)" = 0 ] && (installeer chromium-headless-shell); then
        exit 0
    fi
    command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || installeer chromium
    ;;
scanner)
    # Debian keeps it in /usr/sbin; the tests start their own, what the package starts is not used.
    PATH="$PATH:/usr/sbin:/opt/homebrew/sbin:/usr/local/sbin" command -v clamd >/dev/null 2>&1 ||
        installeer clamav-daemon clamav
    ;;
*)
    echo "Gebruik: sh start/systeem.sh brief|browser|scanner" >&2
    exit 2
    ;;
esac
