# Finds a JDK 25 and exports JAVA_HOME. To be sourced by the commands in deploy/.
# Looks at JAVA_HOME, at the PATH, where Linux distributions install (HANDSCHLAG_JVM_DIRECTORIES), and asks macOS.

# True if the directory holds a JDK (not only a runtime) of version 25. With JAVA_TOOL_OPTIONS java says that it took them, first.
is_jdk_25() {
    [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] \
        && "$1/bin/java" -version 2>&1 | grep -Eq ' version "25([."-]|$)'
}

# The installation that a java program on the PATH belongs to, symbolic links resolved.
home_of_java_on_path() {
    local java
    java="$(command -v java)" || return 1
    while [ -L "$java" ]; do
        local target
        target="$(readlink "$java")"
        case "$target" in
            /*) java="$target" ;;
            *) java="$(dirname "$java")/$target" ;;
        esac
    done
    (cd "$(dirname "$java")/.." && pwd -P)
}

find_jdk_25() {
    local candidate directory
    if is_jdk_25 "${JAVA_HOME:-}"; then
        return 0
    fi
    candidate="$(home_of_java_on_path || true)"
    if is_jdk_25 "$candidate"; then
        export JAVA_HOME="$candidate"
        return 0
    fi
    for directory in ${HANDSCHLAG_JVM_DIRECTORIES:-/usr/lib/jvm /opt/homebrew/opt /usr/local/opt "$HOME/.sdkman/candidates/java"}; do
        for candidate in "$directory"/* "$directory"/*/libexec/openjdk.jdk/Contents/Home; do
            if is_jdk_25 "$candidate"; then
                export JAVA_HOME="$candidate"
                return 0
            fi
        done
    done
    if [ -x /usr/libexec/java_home ]; then
        candidate="$(/usr/libexec/java_home -v 25 2>/dev/null || true)"
        if is_jdk_25 "$candidate"; then
            export JAVA_HOME="$candidate"
            return 0
        fi
    fi
    cat >&2 <<'MESSAGE'
Handschlag needs a JDK 25 and found none (looked at JAVA_HOME, PATH and the usual directories). Install one:
  Debian 13, Ubuntu 25.10 and later:  sudo apt install openjdk-25-jdk
  older Debian and Ubuntu:            sudo apt install temurin-25-jdk   (from https://adoptium.net/installation/linux/)
  macOS:                              brew install openjdk@25
or set JAVA_HOME to one.
MESSAGE
    return 1
}

find_maven() {
    if ! command -v mvn >/dev/null; then
        echo "Handschlag is built with Maven 3.8.7 or a later 3.x. Install it: sudo apt install maven, or brew install maven" >&2
        return 1
    fi
}
