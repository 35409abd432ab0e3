#!/bin/bash
# Kills trainings at random moments with kill -9, resumes them, and compares what they come to with a run that was never
# killed: model.keras and best.keras to the byte, history.csv without its seconds, confusion.csv.
#
#   tools/kill/run.sh [COUNT] [DATA] [options of fovea train]
#
#   COUNT   how many runs to kill (default 50); each third one is killed twice
#   DATA    as fovea train takes it (default: the first 5,000 pictures of CIFAR-10, made into an .npz file)
#
# Half of the runs write a checkpoint all the time, so that many kills hit one that is being written; the others one each
# half second. SEED=N gives other moments.

set -u
root=$(CDPATH='' cd -- "$(dirname "$0")/../.." && pwd -P)
count=${1:-50}
data=${2:-part}
shift $(($# < 2 ? $# : 2))
options=(--epochs 2 --batch 10 "$@")
RANDOM=${SEED:-1}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

fovea() { "$root/fovea" "$@" >"$work/out" 2>"$work/err"; }

die() {
    echo "$*" >&2
    cat "$work/err" >&2
    exit 1
}

fovea --version || die "fovea can't be started"
if [ "$data" = part ]; then
    data=$work/cifar10-5000.npz
    java=$(for home in "${FOVEA_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
        if grep -qs '^JAVA_VERSION="25[".]' "$home/release"; then echo "$home/bin/java"; break; fi
    done)
    "${java:-java}" -Xmx1g -cp "$root/app/target/lib/*" "$root/tools/kill/Part.java" "$data" 5000 1000 2>"$work/err" ||
        die "no part of CIFAR-10 could be made"
fi

# What a run came to, a line for each file.
digest() {
    for file in model.keras best.keras confusion.csv; do sha256sum <"$1/$file"; done
    sed 's/,[^,]*$//' "$1/history.csv" | sha256sum
}

begin=$(date +%s%N)
fovea train "$data" "${options[@]}" --out "$work/whole" || die "the run that is not killed failed"
whole=$((($(date +%s%N) - begin) / 1000000))
digest "$work/whole" >"$work/expected"
echo "never killed: $whole ms, model.keras $(head -c 16 "$work/expected")"

# Starts a process, kills it after a random part of the time a whole run takes, and says after how many milliseconds.
killed() {
    local after=$((RANDOM * whole / 32768))
    "$root/fovea" train "$data" --out "$work/run" --checkpoint "$interval" "$@" >"$work/out" 2>"$work/err" &
    local process=$!
    sleep "$(printf '%d.%03d' $((after / 1000)) $((after % 1000)))"
    if kill -9 "$process" 2>/dev/null; then moments+=" $after"; else moments+=" $after(over)"; fi
    wait "$process" 2>/dev/null
}

equal=0
printf '%4s  %10s  %-20s  %-50s  %s\n' run interval 'killed after ms' 'went on' result
for ((i = 1; i <= count; i++)); do
    rm -rf "$work/run"
    moments=
    interval=$((i % 2 ? 0 : 1))
    if [ "$interval" = 1 ]; then interval=0.5; fi
    killed "${options[@]}"
    # Killed before there was a run at all, it is begun again.
    resume=()
    if [ -e "$work/run/run.json" ]; then resume=(--resume); else resume=("${options[@]}"); fi
    if ((i % 3 == 0)); then
        killed "${resume[@]}"
        if [ -e "$work/run/run.json" ]; then resume=(--resume); fi
    fi
    result=DIFFERENT
    if fovea train "$data" --out "$work/run" "${resume[@]}"; then
        digest "$work/run" >"$work/actual"
        if cmp -s "$work/expected" "$work/actual"; then
            result=equal
            equal=$((equal + 1))
        fi
    else
        result="FAILED: $(tail -n 1 "$work/err")"
    fi
    went=$(sed -n 's/^\(resumed in .*\)/\1/p; s/^nothing is left.*/had come to its end/p; s/^the run in .* it starts anew/anew/p' \
        "$work/err" | tail -n 1)
    printf '%4d  %10s  %-20s  %-50s  %s\n' "$i" "$interval" "$moments" "${went:-from the start}" "$result"
done
echo "$equal of $count equal"
[ "$equal" -eq "$count" ]
