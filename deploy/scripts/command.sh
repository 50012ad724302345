# Runs a command of deploy/. To be sourced.
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

# Arguments: the command's class, then what it was given. The JVM stays in the user's directory: a path that the user names is
# relative to that, and not to the project.
run_command() {
    local class="$1"
    shift
    if [ ! -d "$project/deploy/target/libs" ]; then
        echo "Nothing is built yet. Start the stack first, which builds it, in another terminal: deploy/run" >&2
        exit 1
    fi
    exec "$JAVA_HOME/bin/java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
        -Dslf4j.internal.verbosity=ERROR -Dhandschlag.root="$project" \
        -cp "$project/deploy/target/classes:$project/deploy/target/libs/*" "de.handschlag.deploy.command.$class" "$@"
}
