#!/bin/bash
# Kills trainings with kill -9 at random moments of their progress, resumes them, and compares the results with a run that was
# never killed: model.keras and best.keras to the byte, history.csv without its seconds, confusion.csv.
#
#   tools/kill/run.sh [COUNT] [DATA] [options of fovea train]
#
#   COUNT   how many runs to kill (default 50); each third one is killed twice
#   DATA    as fovea train takes it (default: the first 5,000 images of CIFAR-10, made into an .npz file)
#
# A moment is a number of batches that are done, which the progress bar shows; there must be a checkpoint by then, so that
# every killed run can be resumed, and the last line tells how many were. Half of the runs write a checkpoint after each batch,
# so that many kills hit one that is being written; the others write one each half second. SEED=N gives other moments.

set -u
root=$(CDPATH='' cd -- "$(dirname "$0")/../.." && pwd -P)
count=${1:-50}
data=${2:-subset}
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
if [ "$data" = subset ]; then
    data=$work/cifar10-5000.npz
    java=$(for home in "${FOVEA_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
        if grep -qs '^JAVA_VERSION="25[".]' "$home/release"; then echo "$home/bin/java"; break; fi
    done)
    "${java:-java}" -Xmx1g -cp "$root/app/target/lib/*" "$root/tools/kill/Cifar10Subset.java" "$data" 5000 1000 2>"$work/err" ||
        die "no subset of CIFAR-10 could be made"
fi

# The content of a run, a line for each file.
digest() {
    for file in model.keras best.keras confusion.csv; do sha256sum <"$1/$file"; done
    sed 's/,[^,]*$//' "$1/history.csv" | sha256sum
}

begin=$(date +%s%N)
FOVEA_OPTS="${FOVEA_OPTS:-} -Dfovea.terminal=true -Dfovea.columns=100" fovea train "$data" "${options[@]}" --out "$work/whole" || die "the run that is not killed failed"
whole=$((($(date +%s%N) - begin) / 1000000))
digest "$work/whole" >"$work/expected"
echo "never killed: $whole ms, model.keras $(head -c 16 "$work/expected")"

batches=$(sed -n 's/^.*epoch 1\/[0-9]* *[0-9]*\/\([0-9]*\).*$/\1/p' "$work/err" | head -n 1)
epochs=$(tail -n +2 "$work/whole/history.csv" | wc -l)
[ -n "$batches" ] || die "the progress bar can't be read"

# How many batches the process of this log has done, over all epochs; empty before the first one.
progress() {
    tr '\r' '\n' <"$work/err" | sed -n 's/^epoch *\([0-9]*\)\/[0-9]* *\([0-9]*\)\/[0-9]*.*/\1 \2/p' | tail -n 1 |
        { read -r epoch batch || [ -n "$epoch" ] && echo $(((epoch - 1) * batches + batch)); }
}

# Starts a process and kills it as soon as it has done a random number of batches, more than "$from", and there is a checkpoint.
killed() {
    # The bar is drawn ten times a second: a target near the end could be missed.
    local room=$((batches * epochs * 8 / 10 - from)) at=
    local target=$((from + (room > 1 ? 1 + (RANDOM * 32768 + RANDOM) % room : 0)))
    fovea_opts="${FOVEA_OPTS:-} -Dfovea.terminal=true -Dfovea.columns=100"
    FOVEA_OPTS=$fovea_opts "$root/fovea" train "$data" --out "$work/run" --checkpoint "$interval" "$@" >"$work/out" \
        2>"$work/err" &
    local process=$!
    while kill -0 "$process" 2>/dev/null; do
        at=$(progress)
        if [ "${at:-0}" -ge "$target" ] && ls "$work/run/checkpoint" 2>/dev/null | grep -qxE 'checkpoint-[0-9]+-[0-9]+'; then
            break
        fi
        sleep 0.02
    done
    if kill -9 "$process" 2>/dev/null; then moments+=" $at"; else moments+=" $at(over)"; fi
    wait "$process" 2>/dev/null
    from=${at:-0}
}

equal=0
resumed=0
printf '%4s  %10s  %-20s  %-50s  %s\n' run interval 'killed after batches' 'continued' result
for ((i = 1; i <= count; i++)); do
    rm -rf "$work/run"
    moments=
    from=0
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
    went=$(sed -n 's/^\(resumed in .*\)/\1/p; s/^nothing is left.*/was done/p; s/^the run in .* it starts again/started again/p' \
        "$work/err" | tail -n 1)
    case $went in "resumed in "*) resumed=$((resumed + 1)) ;; esac
    printf '%4d  %10s  %-20s  %-50s  %s\n' "$i" "$interval" "$moments" "${went:-from the start}" "$result"
done
echo "$equal of $count equal, $resumed of $count resumed from a checkpoint"
[ "$equal" -eq "$count" ] && [ "$resumed" -eq "$count" ]
