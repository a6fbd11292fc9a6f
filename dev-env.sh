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

  up [OPTIONS]   build what is out of date and run the bot on the sandbox, with its shell in this terminal;
                 OPTIONS are those of "backline run"; the instance lives in run/
  build          build the distribution without its tests, whether or not it is out of date
  test           format check, all tests, container tests: what CI runs
  format         format all sources
  docs           write the pages of docs/ that are made from the running bot anew: docs/monitoring/metrics.md
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
    echo "Building the distribution ..."
    mvn_ --quiet "${modules[@]}" package -DskipTests
}

# Out of date when any source is newer than the distribution.
out_of_date() {
    [ ! -x "$distribution/bin/backline" ] ||
        [ -n "$(find . -newer "$distribution" -type f \
            \( -path '*/src/main/*' -o -name pom.xml -o -name bnd.bnd -o -path './distribution/assembly/*' \) \
            -not -path '*/target/*' -not -path './run/*' -print -quit)" ]
}

up() {
    if out_of_date; then
        build
    fi
    first=(--set development)
    # The home remembers its set, which the operator may have changed.
    [ ! -e run/data/features/set ] || first=(--env development)
    exec "$distribution/bin/backline" run "${first[@]}" --home run "$@"
}

resolve() {
    # bnd keeps the order of what is there and compares it by order: it has to begin from nothing.
    sed -i '/^-runbundles:/,$d' distribution/assembly/sets/*.bndrun
    mvn_ --quiet "${modules[@]}" package -DskipTests -Dsets.failOnChanges=false
    git diff --stat -- distribution/assembly/sets
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

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
    up) up "$@" ;;
    build) build ;;
    test) mvn_ verify "$@" ;;
    format) mvn_ --quiet spotless:apply ;;
    docs) docs ;;
    resolve) resolve ;;
    help | --help | -h) help ;;
    *)
        echo "dev-env.sh: there is no command \"$command\"." >&2
        help >&2
        exit 2
        ;;
esac
