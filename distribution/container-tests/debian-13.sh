#!/usr/bin/env bash
# Plays a tone with the built distribution in a Debian 13 root, whose glibc the native library of DAVE needs, and prints
# what the voice channel heard. Needs root and debootstrap; the first run fetches some 70 MB of packages.
#
# Usage: debian-13.sh DISTRIBUTION JAVA_HOME
set -euo pipefail

distribution=$(realpath "$1")
java_home=$(realpath "$2")
root=${BACKLINE_DEBIAN_13:-/var/cache/backline/debian-13}

if [ ! -d "$root" ]; then
    mirror=$(apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" | grep -v security | sort -u | head -n 1)
    mkdir -p "$(dirname "$root")"
    rm -rf "$root.partial"
    debootstrap --variant=minbase --include=libstdc++6 trixie "$root.partial" "${mirror:?no package source is configured}" \
        >"$root.log" 2>&1 || {
        tail -n 20 "$root.log" >&2
        exit 1
    }
    mv "$root.partial" "$root"
fi

# The mounts and processes end with the namespaces.
exec unshare --mount --pid --fork --kill-child bash -euo pipefail -c '
    root=$1
    mkdir -p "$root/java" "$root/backline" "$root/tmp"
    mount --bind "$2" "$root/backline"
    mount --bind "$3" "$root/java"
    mount -t proc proc "$root/proc"
    mount --bind /dev "$root/dev"
    exec chroot "$root" env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin JAVA25_HOME=/java LC_ALL=C.UTF-8 bash -euo pipefail -c "
        home=\$(mktemp -d)
        trap \"/backline/bin/backline stop --home \$home; rm -rf \$home\" EXIT
        /backline/bin/backline start --set development --home \$home --http-port 0
        /backline/bin/backline exec --home \$home bot:status
        /backline/bin/backline exec --home \$home sandbox:say demo \"/play tone 440 600\"
        for attempt in {1..40}; do
            heard=\$(/backline/bin/backline exec --home \$home sandbox:voice demo)
            case \$heard in *\"tone 440\"*) break ;; esac
            sleep 0.5
        done
        echo \"\$heard\"
    "
' bash "$root" "$distribution" "$java_home"
