#!/usr/bin/env bash
# The developers' one entrance. See "./dev-env.sh help".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

version=0.1.0-SNAPSHOT
distribution=distribution/assembly/target/backline-$version
modules=(-pl distribution/assembly -am)

help() {
    cat <<TEXT
Usage: ./dev-env.sh COMMAND

  up [--lavalink N] [OPTIONS]
                 build what is out of date and run the bot on the sandbox, with its shell in this terminal, on N
                 Lavalink nodes if you want; OPTIONS are those of "backline run"; the instance lives in run/
  build          build the distribution without its tests, whether or not it is out of date
  test           format check, all tests that need no machine of their own, container tests: what CI runs
  bench [NAME]   run the benchmarks whose name has NAME in it; further options are JMH's
  profile KIND   record cpu, wall, alloc, lock or heap under a workload, and draw a flame graph; "profile --help"
  monitor        run the bot on the sandbox with a real Prometheus and Alertmanager, all on 127.0.0.1, until Ctrl-C
  detect [FAULT ...]
                 make things go wrong in it, and print how long it took until an alert was with its receiver; some
                 five minutes for each of slow, late, limited, silent, hanging, killed, crashing, busy, full,
                 node
  churn          1,000 stop/start and 200 uninstall/install cycles of all features under load, with a report; takes
                 ten minutes, in which the machine should do nothing else
  lavalink       let Lavalink nodes fail in every way while 20 guilds listen, switch the watching of them off and on a
                 thousand times, and report the gaps that are heard; takes some minutes, in which the machine should do
                 nothing else
  soak [--duration 1h] [--report docs/monitoring/soak.md]
                 load in 200 guilds for that long; nothing may grow, no alert fire, no error be logged
  format         format all sources
  docs           write the pages of docs/ that are made from the running bot anew: docs/monitoring/metrics.md
  smoke          measure what the bot's work costs, and fail when it is more than in the last release; --help
  installs       install the profiler into a running bot, record and remove it, a hundred times; nothing may be left
  overhead [N [SECONDS [RATE [PLAYING]]]]
                 what all collectors and a Prometheus cost the running bot: N pairs of windows (default 12), some twenty
                 minutes; writes benchmarks/results/overhead.md; a window takes SECONDS (20), in which there are RATE
                 commands a second (50), and music in PLAYING guilds (10)
  overhead profiler [N [SECONDS [RATE [PLAYING]]]]
                 what the profiler costs it: N blocks of four windows (default 10) of SECONDS (8); writes
                 profiler-overhead.md there
  resolve        resolve the bundle sets anew after bundles were added or changed; commit distribution/assembly/sets
  help           this text
TEXT
}

need() {
    command -v "$1" >/dev/null || {
        echo "dev-env.sh: $1 is missing. $2" >&2
        exit 1
    }
}

mvn_() {
    need mvn "Install Maven 3.8.7 or newer (Debian: apt-get install maven)."
    mvn --batch-mode --no-transfer-progress "$@"
}

build() {
    echo "Building the distribution; the first time takes some minutes ..."
    mvn_ "${modules[@]}" package -DskipTests |
        sed -nu -E -e 's/^\[INFO\] Building Backline :: (.*) [^ ]+ +\[([0-9/]+)\]$/  \2 \1/p' -e '/^\[ERROR\]/p'
}

# Out of date when any source is newer than the distribution.
out_of_date() {
    [ ! -x "$distribution/bin/backline" ] ||
        [ -n "$(find . -newer "$distribution.tar.gz" -type f \
            \( -path '*/src/main/*' -o -name pom.xml -o -name bnd.bnd -o -path './distribution/assembly/*' \) \
            -not -path '*/target/*' -not -path './run/*' -not -path './infra/*' -not -path './benchmarks/*' -print -quit)" ]
}

up() {
    environment=development
    nodes=0
    if [ "${1:-}" = --lavalink ]; then
        nodes=${2:-}
        [[ "$nodes" =~ ^[1-9][0-9]?$ ]] || {
            echo "dev-env.sh: --lavalink needs a number of nodes, 1 to 99." >&2
            exit 2
        }
        environment=lavalink
        shift 2
    fi
    if out_of_date; then
        build
    fi
    [ "$nodes" = 0 ] || lavalink_environment "$nodes"
    first=(--env "$environment")
    # The home remembers its set, which the operator may have changed.
    [ -e run/data/features/set ] || first+=(--set development)
    exec "$distribution/bin/backline" run "${first[@]}" --home run "$@"
}

# The layer run/conf/lavalink.json: that of development, nodes on the sandbox, and who plays on them. Lavalink's own port
# is the first one; those that somebody listens at are passed over.
lavalink_environment() {
    mkdir -p run/conf
    development=run/conf/development.json
    [ -e "$development" ] || development=$distribution/conf/development.json
    ports=()
    for ((port = 2333; ${#ports[@]} < $1; port++)); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || ports+=("$port")
    done
    {
        sed '$d' "$development"
        printf '  ,\n  "dev.backline.sandbox.node": { "nodes": %d, "ports": [%s] }' "$1" "$(IFS=,; echo "${ports[*]}")"
        for ((i = 0; i < $1; i++)); do
            printf ',\n  "dev.backline.lavalink.node~node-%d": { "uri": "http://127.0.0.1:%d", ".password": "youshallnotpass" }' \
                $((i + 1)) "${ports[i]}"
        done
        printf '\n}\n'
    } >run/conf/lavalink.json
}

profile() {
    if out_of_date; then
        build
    fi
    # It starts a bot with nodes by this, when one is wanted and none runs.
    export -f lavalink_environment
    exec profiler-bundle/profile.sh "$distribution" "$SECONDS" "$@"
}

resolve() {
    # bnd keeps the order of what is there and compares it by order: it has to begin from nothing.
    sed -i '/^-runbundles:/,$d' distribution/assembly/sets/*.bndrun
    mvn_ --quiet "${modules[@]}" package -DskipTests -Dsets.failOnChanges=false
    # It was assembled of what the sets were before.
    rm -rf "$distribution"
    git diff --stat -- distribution/assembly/sets
}

is_java25() {
    command -v "$1" >/dev/null && "$1" -version 2>&1 | grep -q 'version "25'
}

# Looks where bin/backline does.
java25() {
    for home in "${JAVA25_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/java/openjdk; do
        if [ -n "$home" ] && is_java25 "$home/bin/java"; then
            "$home/bin/java" "$@"
            return
        fi
    done
    if is_java25 java; then
        java "$@"
        return
    fi
    echo "dev-env.sh: no Java 25 found. Install one (for example Temurin 25) or set JAVA25_HOME." >&2
    exit 1
}

bench() {
    mvn_ --quiet -pl benchmarks -am package -DskipTests
    java25 -cp 'benchmarks/target/classes:benchmarks/target/lib/*' org.openjdk.jmh.Main "$@"
}

# A program of infra/tests that runs the whole stack in a folder of its own.
stack() {
    program=$1
    shift
    mvn_ --quiet -pl infra/tests -am package -DskipTests
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    java25 -cp 'infra/tests/target/classes:infra/tests/target/lib/*' "dev.backline.infra.stack.$program" \
        infra "$distribution" "$folder" "$@"
}

soak() {
    duration=1h
    report=docs/monitoring/soak.md
    while [ $# -gt 0 ]; do
        case $1 in
            --duration) duration=${2:?"--duration needs a time, such as 90m"} ;;
            --report) report=${2:?"--report needs a file"} ;;
            *) echo "dev-env.sh: soak knows --duration and --report, not \"$1\"." >&2 && exit 2 ;;
        esac
        shift 2
    done
    [[ "$duration" =~ ^([0-9]+h)?([0-9]+m)?$ && -n "$duration" ]] || {
        echo "dev-env.sh: --duration needs hours and minutes, such as 1h, 90m or 1h30m, not \"$duration\"." >&2
        exit 2
    }
    stack Soak "$report" "$duration"
}

docs() {
    if out_of_date; then
        build
    fi
    docs_home=$(mktemp -d)
    trap '"$distribution/bin/backline" stop --home "$docs_home" >/dev/null; rm -rf "$docs_home"' EXIT
    "$distribution/bin/backline" start --set development --home "$docs_home" --http-port 0 >/dev/null
    mkdir -p docs/monitoring
    "$distribution/bin/backline" exec --home "$docs_home" 'metrics:catalog --markdown' >"$docs_home/metrics.md"
    mv "$docs_home/metrics.md" docs/monitoring/metrics.md
    git diff --stat -- docs
}

# Measures the distribution by a program of benchmarks/.
measure() {
    if out_of_date; then
        build
    fi
    mvn_ --quiet -pl benchmarks,benchmarks/probe -am package -DskipTests
    java25 -cp 'benchmarks/target/classes:benchmarks/target/lib/*' "dev.backline.benchmarks.$1" \
        "$distribution/bin/backline" "${@:2}"
}

overhead() {
    if [ "${1:-}" = profiler ]; then
        measure ProfilerOverhead benchmarks/results/profiler-overhead.md "${2:-10}" "${3:-8}" "${4:-50}" "${5:-10}"
    else
        measure Overhead benchmarks/results/overhead.md "${1:-12}" "${2:-20}" "${3:-50}" "${4:-10}"
    fi
}

smoke() {
    measure smoke.Smoke "benchmarks/probe/target/probe-$version.jar" profiles "$@"
}

# One container test, in its long form.
container_test() {
    test=$1
    shift
    mvn_ --quiet -pl distribution/container-tests -am verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
        -Dit.test="$test" "$@"
}

installs() {
    container_test ProfilerIT -Dprofiler.cycles=100 "$@"
}

churn() {
    container_test ChurnIT -Dchurn.alone=true -Dchurn.switches=1000 -Dchurn.installs=200 "$@"
    echo "The report is distribution/container-tests/target/churn.txt."
}

lavalink() {
    container_test LavalinkIT -Dlavalink.toggles=1000 "$@"
    echo "The report is distribution/container-tests/target/lavalink.txt."
}

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
    up) up "$@" ;;
    build) build ;;
    test) mvn_ verify "$@" ;;
    bench) bench "$@" ;;
    profile) profile "$@" ;;
    monitor) stack Monitor "$@" ;;
    detect) stack Detect "$@" ;;
    churn) churn "$@" ;;
    lavalink) lavalink "$@" ;;
    soak) soak "$@" ;;
    format) mvn_ --quiet spotless:apply ;;
    docs) docs ;;
    overhead) overhead "$@" ;;
    smoke) smoke "$@" ;;
    installs) installs "$@" ;;
    resolve) resolve ;;
    help | --help | -h) help ;;
    *)
        echo "dev-env.sh: there is no command \"$command\"." >&2
        help >&2
        exit 2
        ;;
esac
