# Builds what the local stack runs, if a source is newer than the last successful build. To be sourced, in the project's root.

built() {
    local stamp=deploy/target/build.stamp service
    [ -f "$stamp" ] && [ -d deploy/target/libs ] && [ -d deploy/target/keycloak ] && [ -d deploy/kafka-broker/target/libs ] \
        || return 1
    for service in consent-service registry-service audit-service; do
        [ -f "$service/target/quarkus-app/quarkus-run.jar" ] || return 1
    done
    # Directories count too: their time changes when a file is deleted.
    [ -z "$(find pom.xml .mvn ./*/pom.xml ./foundation/*/pom.xml deploy/kafka-broker/pom.xml ./*/src/main ./foundation/*/src/main -newer "$stamp" -print -quit)" ]
}

build() {
    if built; then
        return 0
    fi
    local log=deploy/target/build.log started=$SECONDS status
    mkdir -p deploy/target
    touch deploy/target/build.begin
    echo "Building (the first time Maven downloads much of the world; log in $log):"
    set +e
    mvn -B package -DskipTests -pl '!system-tests,!system-tests/generated-clients' 2>&1 | tee "$log" \
        | sed -n -u 's/^\[INFO\] Building \(Handschlag.*[^ ]\) *\(\[[0-9]*\/[0-9]*\]\)$/  \2 \1/p'
    status=${PIPESTATUS[0]}
    set -e
    if [ "$status" -ne 0 ]; then
        echo "The build failed. The last of $log:" >&2
        grep -E '^\[ERROR\]|BUILD' "$log" | head -n 25 >&2
        return 1
    fi
    # The formatter touches sources while building: what counts is what a human changes after this.
    mv deploy/target/build.begin deploy/target/build.stamp
    touch deploy/target/build.stamp
    echo "Built in $((SECONDS - started)) s."
}
