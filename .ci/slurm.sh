#!/usr/bin/env bash
# A Slurm cluster of this one machine, without systemd, for .ci/run; memory limits are enforced through cgroups.
#   .ci/slurm.sh up DIR      starts it and prints the SLURM_CONF to export
#   .ci/slurm.sh down DIR    stops what `up` started
set -euo pipefail

usage() {
    echo "usage: $0 up|down DIR" >&2
    exit 2
}

configure() {
    local host cpus mb
    host=$(hostname -s)
    cpus=$(nproc)
    mb=$(slurmd -C | sed -n 's/.*RealMemory=\([0-9]*\).*/\1/p')
    cat > "$dir/slurm.conf" << CONF
ClusterName=ci
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmctldPort=16827
SlurmdPort=16828
AuthType=auth/munge
AuthInfo=socket=$dir/munge/munge.sock
CredType=cred/munge
StateSaveLocation=$dir/ctld
SlurmdSpoolDir=$dir/slurmd
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/slurmd.log
ProctrackType=proctrack/cgroup
TaskPlugin=task/cgroup
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0
JobAcctGatherType=jobacct_gather/linux
AccountingStorageType=accounting_storage/none
MinJobAge=60
KillWait=5
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cpus RealMemory=$((mb - 1024)) State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
    # cgroup v1 needs its plugin named; v2 is found
    {
        [ -f /sys/fs/cgroup/cgroup.controllers ] || echo CgroupPlugin=cgroup/v1
        printf 'CgroupAutomount=no\nConstrainRAMSpace=yes\nConstrainCores=yes\n'
    } > "$dir/cgroup.conf"
}

up() {
    mkdir -p "$dir"/{ctld,slurmd,log,munge} /run/munge
    dd if=/dev/urandom of="$dir/munge/key" bs=1 count=1024 status=none
    chmod 600 "$dir/munge/key"
    munged --force --key-file="$dir/munge/key" --socket="$dir/munge/munge.sock" --pid-file="$dir/munge/munged.pid" \
        --log-file="$dir/munge/munged.log" --seed-file="$dir/munge/seed" --num-threads=2
    configure
    export SLURM_CONF=$dir/slurm.conf
    slurmctld -f "$SLURM_CONF" -i -c
    slurmd -f "$SLURM_CONF" -c
    for _ in $(seq 60); do
        if sinfo -h -o %T 2> /dev/null | grep -q idle; then
            echo "$SLURM_CONF"
            return
        fi
        sleep 0.5
    done
    tail -n 20 "$dir"/log/*.log >&2
    echo "$0: Slurm did not come up" >&2
    exit 1
}

down() {
    export SLURM_CONF=$dir/slurm.conf
    [ -f "$SLURM_CONF" ] || return 0
    scancel -u "$(id -un)" 2> /dev/null || true
    local file pid
    for file in "$dir/slurmd.pid" "$dir/slurmctld.pid" "$dir/munge/munged.pid"; do
        [ -s "$file" ] || continue
        pid=$(cat "$file")
        kill "$pid" 2> /dev/null || continue
        for _ in $(seq 40); do
            kill -0 "$pid" 2> /dev/null || break
            sleep 0.25
        done
        kill -9 "$pid" 2> /dev/null || true
    done
    # task/cgroup leaves its (empty) folders behind
    for tree in freezer memory cpuset; do
        find "/sys/fs/cgroup/$tree" -depth -type d -path "*/slurm_$(hostname -s)*" -exec rmdir {} + 2> /dev/null || true
    done
}

[ $# = 2 ] || usage
mkdir -p "$2"
dir=$(cd "$2" && pwd)
case $1 in
    up) up ;;
    down) down ;;
    *) usage ;;
esac
