# Prints a command's help and ends, if that is what is asked for: no JDK is looked for and nothing is built. To be sourced. The
# texts are the commands' own; HelpTest compares them (with -DupdateHelp=true it writes them).
help_texts="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/help"

# Arguments: the command's name, then what it was given.
help_if_asked() {
    local name="$1" argument
    shift
    for argument in "$@"; do
        case "$argument" in
            -h | --help) cat "$help_texts/$name.txt"; exit 0 ;;
        esac
    done
}
