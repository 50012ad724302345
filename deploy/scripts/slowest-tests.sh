# To be sourced, in the project's root.

# tell_slowest_tests FILE: the 20 test classes that took longest, of the reports that are newer than FILE, and the whole time
# since then. The first class of a service waits for the service and its stack to start.
tell_slowest_tests() {
    local report class
    echo
    echo "The slowest test classes, in seconds:"
    find . -path '*/target/surefire-reports/TEST-*.xml' -newer "$1" | while read -r report; do
        class=${report##*/TEST-}
        # The report's first element has the time of the whole class.
        sed -n "/<testsuite /{s|.* time=\"\([0-9.]*\)\".*|\1 ${class%.xml}|p;q}" "$report"
    done | sort -rn | sed -n '1,20p'
    echo "The whole took $(($(date +%s) - $(stat -c %Y "$1"))) s."
}
