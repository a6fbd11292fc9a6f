#!/usr/bin/env bash
# Takes a profile of the built distribution while it works; called by "./dev-env.sh profile".
# Usage: profile.sh DISTRIBUTION SECONDS_OF_BUILD KIND [--workload NAME] [--duration TIME] [--engine NAME]
set -euo pipefail

help() {
    cat <<TEXT
Usage: ./dev-env.sh profile KIND [--workload NAME] [--duration TIME] [OPTIONS]

  KIND        cpu, wall, alloc, lock or heap
  --workload  commands  200 commands a second in 200 guilds, no music
              playback  music in 50 guilds, no commands
              queues    music and 100 commands a second in 20 guilds; a third of them change a queue
              lavalink  as playback, by Lavalink nodes: those of the instance in run/, or three of the sandbox
              mixed     100 commands a second in 200 guilds, music in 20 of them (default)
  --duration  how long to record; default: 30s
  OPTIONS     of the shell's profiler:KIND, for example --engine jfr or --feature runtime

Attaches to the instance that lives in run/, or starts one there for as long as it takes.
TEXT
}

fail() {
    echo "profile: $*" >&2
    exit 2
}

distribution=$1
steps=("build $2")
shift 2
kind=${1:-help}
case $kind in
    cpu | wall | alloc | lock | heap) shift ;;
    help | --help | -h)
        help
        exit
        ;;
    *) fail "there is no kind \"$kind\"; there are cpu, wall, alloc, lock and heap" ;;
esac
workload=mixed
duration=30s
options=()
while [ $# -gt 0 ]; do
    case $1 in
        --workload) workload=${2:?"--workload needs a name"} && shift 2 ;;
        --duration) duration=${2:?"--duration needs a time"} && shift 2 ;;
        --help | -h) help && exit ;;
        *) options+=("$1") && shift ;;
    esac
done
case $workload in
    commands) load="--guilds 200 --rate 200 --playing 0" ;;
    playback | lavalink) load="--guilds 50 --rate 0 --playing 50" ;;
    queues) load="--guilds 20 --rate 100 --playing 20" ;;
    mixed) load="--guilds 200 --rate 100 --playing 20" ;;
    *) fail "there is no workload \"$workload\"; there are commands, playback, queues, lavalink and mixed" ;;
esac

# Exit code of "backline status".
NOT_RUNNING=3
home=$PWD/run
backline=$distribution/bin/backline
warm_up_seconds=5
own_nodes=3
# How many have to be connected.
nodes=1
since=$(date +%s)

step() {
    local now
    now=$(date +%s)
    steps+=("$1 $((now - since))")
    since=$now
}

shell() {
    "$backline" exec --home "$home" "$1"
}

# They are connected after the bot is ready, which plays by itself until then.
await_nodes() {
    local up
    for ((attempt = 0; attempt < 30; attempt++)); do
        up=$(shell "lavalink:nodes --json" | grep -o '"state":"UP"' | wc -l) || true
        [ "$up" -lt "$nodes" ] || return 0
        sleep 0.5
    done
    fail "the workload lavalink needs $nodes connected Lavalink nodes, and there are $up; see lavalink:nodes"
}

# Leaves things as they were found, whatever went wrong. What is to be taken away is noted before it is there, since the bot
# goes on with a command when whoever sent it is interrupted; so it may not be there.
own_instance=
own_feature=
loaded=
clean_up() {
    trap - EXIT INT TERM
    if [ -n "$loaded" ]; then shell "sandbox:load stop" >/dev/null 2>&1 || true; fi
    if [ -n "$own_feature" ] && ! shell "feature:remove profiler" >/dev/null 2>&1 &&
        shell "profiler:status" >/dev/null 2>&1; then
        echo "profile: the profiler is still there; feature:remove profiler takes it away" >&2
    fi
    if [ -n "$own_instance" ]; then "$backline" stop --home "$home" >/dev/null || true; fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM

running=0
"$backline" status --home "$home" >/dev/null 2>&1 || running=$?
if [ "$running" = 0 ]; then
    echo "Attached to the instance in run/."
elif [ "$running" != "$NOT_RUNNING" ]; then
    fail "the instance in run/ is not ready; \"$backline status --home run\" says why"
else
    environment=development
    if [ "$workload" = lavalink ]; then
        # Of dev-env.sh.
        lavalink_environment "$own_nodes"
        environment=lavalink
        nodes=$own_nodes
    fi
    first=(--env "$environment")
    # The home remembers its set, which the developer may have changed.
    [ -e "$home/data/features/set" ] || first+=(--set development)
    own_instance=yes
    "$backline" start "${first[@]}" --home "$home" --http-port 0 >/dev/null
fi
step start

if [ "$workload" = lavalink ]; then
    shell "feature:info lavalink-backend" 2>/dev/null | grep -q '^state *on' ||
        fail "the workload lavalink needs the feature lavalink-backend, switched on"
    await_nodes
fi
if ! shell "profiler:status" >/dev/null 2>&1; then
    own_feature=yes
    shell "feature:install profiler" >/dev/null
fi
step "install the profiler"

loaded=yes
# shellcheck disable=SC2086 # a list of options
shell "sandbox:load start $load" >/dev/null || {
    # It may be that somebody else's load runs, which is not ours to end.
    loaded=
    exit 1
}
sleep "$warm_up_seconds"
step "workload $workload"

command="profiler:$kind --duration $duration"
[ "$kind" != heap ] || command="profiler:heap diff --duration $duration"
summary=$(shell "$command ${options[*]:-}")
step "record"

shell "sandbox:load stop" >/dev/null
loaded=
if [ -n "$own_feature" ]; then
    shell "feature:remove profiler" >/dev/null
    own_feature=
fi
step "remove the profiler"
if [ -n "$own_instance" ]; then
    "$backline" stop --home "$home" >/dev/null
    own_instance=
fi
step stop

folder=$(tail -n 1 <<<"$summary")
echo
if [ -f "$folder/summary.md" ]; then cat "$folder/summary.md"; else echo "$summary"; fi
echo
sum=0
for each in "${steps[@]}"; do
    printf '%4d s  %s\n' "${each##* }" "${each% *}"
    sum=$((sum + ${each##* }))
done
printf '%4d s  together\n\n%s\n' "$sum" "$folder"
