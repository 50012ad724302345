# Looks for what browser tests need: Chromium, and fonts for all scripts. To be sourced by the commands in deploy/.
# No registry that the build uses has them; they are packages of Debian's.

find_browser() {
    if [ -x "${HANDSCHLAG_CHROMIUM:-/usr/bin/chromium}" ]; then
        return 0
    fi
    if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
        { timeout 120 apt-get -qq update && timeout 600 apt-get -qq install -y --no-install-recommends chromium fonts-noto-core; } \
            > /dev/null 2>&1 || true
    fi
    if [ ! -x "${HANDSCHLAG_CHROMIUM:-/usr/bin/chromium}" ]; then
        cat >&2 <<'MESSAGE'
The browser tests of system-tests need Chromium and fonts for all scripts, and will fail without. Install them:
  Debian, Ubuntu:  sudo apt install chromium fonts-noto-core
or name a program in HANDSCHLAG_CHROMIUM.
MESSAGE
    fi
}
