# Looks for what browser tests need: Chromium, and fonts for all scripts. To be sourced by the commands in deploy/.
# No registry that the build uses has them; they are packages of Debian's.

# Sets HANDSCHLAG_CHROMIUM. Chromium without its windows ("headless shell") draws the same pages for less than half the processor time.
find_browser() {
    local wanted=/usr/bin/chromium-headless-shell
    if [ -x "${HANDSCHLAG_CHROMIUM:-$wanted}" ]; then
        export HANDSCHLAG_CHROMIUM="${HANDSCHLAG_CHROMIUM:-$wanted}"
        return 0
    fi
    if [ -z "${HANDSCHLAG_CHROMIUM:-}" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
        {
            { timeout 60 apt-get -qq update &&
                timeout 240 apt-get -qq install -y --no-install-recommends chromium-headless-shell fonts-noto-core; } ||
                [ -x /usr/bin/chromium ] ||
                { timeout 120 apt-get -qq update &&
                    timeout 600 apt-get -qq install -y --no-install-recommends chromium fonts-noto-core; }
        } > /dev/null 2>&1 || true
    fi
    if [ -z "${HANDSCHLAG_CHROMIUM:-}" ]; then
        HANDSCHLAG_CHROMIUM=$wanted
        [ -x "$wanted" ] || HANDSCHLAG_CHROMIUM=/usr/bin/chromium
    fi
    export HANDSCHLAG_CHROMIUM
    if [ ! -x "$HANDSCHLAG_CHROMIUM" ]; then
        cat >&2 <<'MESSAGE'
The browser tests of system-tests need Chromium and fonts for all scripts, and will fail without. Install them:
  Debian, Ubuntu:  sudo apt install chromium-headless-shell fonts-noto-core   (or chromium instead of chromium-headless-shell)
or name a program in HANDSCHLAG_CHROMIUM.
MESSAGE
    fi
}
