# To be sourced, in the project's root.

# tell_medians DIRECTORY: of the tables that benchmarks printed into DIRECTORY/before-*.txt and DIRECTORY/after-*.txt, each row's
# columns of numbers: the median before, the median after, and what after is of before. A row is known by what is no number in it.
tell_medians() {
    local file name
    echo "| what | column | before | after | after / before |"
    echo "|---|---|---|---|---|"
    for file in "$1"/before-*.txt "$1"/after-*.txt; do
        name=$(basename "$file")
        awk -F '|' -v name="${name%%-*}" '
            /^\|/ {
                key = ""
                for (i = 2; i < NF; i++) {
                    gsub(/^[ *]+|[ *]+$/, "", $i)
                    if ($i !~ /^[0-9.]+$/ || i == 2) key = key (key == "" || $i == "" ? "" : " ") $i
                }
                for (i = 3; i < NF; i++) if ($i ~ /^[0-9.]+$/) printf "%s\t%d\t%s\t%s\n", key, i - 1, name, $i
            }' "$file"
    done | sort -t "$(printf '\t')" -k1,1 -k2,2n -k3,3 -k4,4n | awk -F '\t' '
        function median() { return n % 2 ? value[(n + 1) / 2] : (value[n / 2] + value[n / 2 + 1]) / 2 }
        function close_group() { if (n > 0) found[name] = median(); n = 0 }
        function close_row() {
            close_group()
            if (("before" in found) && ("after" in found) && found["before"] > 0)
                printf "| %s | %s | %s | %s | %.2f |\n", key, column, found["before"], found["after"], found["after"] / found["before"]
            delete found
        }
        $1 != key || $2 != column { close_row(); key = $1; column = $2; name = $3 }
        $3 != name { close_group(); name = $3 }
        { value[++n] = $4 }
        END { close_row() }'
}
