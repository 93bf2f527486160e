# Sourced behind environment.sh: a PostgreSQL of one's own for tests and measurements. A cluster in a temporary folder,
# run by an ordinary user, reached by a local socket only, gone when the script ends.
# shellcheck shell=bash

# Where a cluster that nobody needs after the run is fast: in memory, when it has room for 4 GB.
fleeting_folder() {
  local free
  free=$(df --output=avail -B 1G /dev/shm 2>/dev/null | tail -n 1)
  if [ -z "${TMPDIR:-}" ] && [ "${free:-0}" -ge 4 ]; then echo /dev/shm; else echo "${TMPDIR:-/tmp}"; fi
}

# start_cluster durable|fleeting: sets `cluster_address`. A fleeting one does not outlive the run, so nothing waits
# for a disk.
start_cluster() {
  cluster_programs=/usr/lib/postgresql/15/bin
  [ -x "$cluster_programs/initdb" ] || fail "PostgreSQL 15 is missing: run script/bootstrap"
  local folder=${TMPDIR:-/tmp}
  [ "$1" = durable ] || folder=$(fleeting_folder)
  cluster=$(mktemp -d "$folder/jingwei-postgres.XXXXXX")
  trap stop_cluster EXIT
  [ "$(id -u)" != 0 ] || chown postgres "$cluster"
  as_ordinary_user "$cluster_programs/initdb" -D "$cluster/data" -U jingwei -A trust --locale=C.UTF-8 --no-sync >/dev/null
  as_ordinary_user tee -a "$cluster/data/postgresql.conf" >/dev/null <<EOF
listen_addresses = ''
unix_socket_directories = '$cluster'
max_connections = 200
EOF
  [ "$1" = durable ] || as_ordinary_user tee -a "$cluster/data/postgresql.conf" >/dev/null <<EOF
fsync = off
full_page_writes = off
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
EOF
  as_ordinary_user "$cluster_programs/pg_ctl" -D "$cluster/data" -l "$cluster/log" -w start >/dev/null ||
    fail "PostgreSQL did not start: $(tail -n 5 "$cluster/log")"
  # shellcheck disable=SC2034
  cluster_address="postgres:///postgres?host=$cluster&user=jingwei"
}

stop_cluster() {
  as_ordinary_user "$cluster_programs/pg_ctl" -D "$cluster/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$cluster"
}

# PostgreSQL refuses to run as root.
as_ordinary_user() {
  if [ "$(id -u)" = 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}
