# Runs one server and stops it when the application has gone, however that happened: standard input is a pipe from the
# application, and its end is the application's end.
# Arguments: pid file, seconds of grace, signal that stops the server in order, command...
pid_file=$1
grace=$2
signal=$3
shift 3

exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
printf '%s\n' "$server" >"$pid_file"

(
    while read -r _ <&3; do :; done
    kill -s "$signal" "$server" 2>/dev/null
    waited=0
    while [ "$waited" -lt "$((grace * 10))" ] && kill -0 "$server" 2>/dev/null; do
        sleep 0.1
        waited=$((waited + 1))
    done
    kill -s KILL "$server" 2>/dev/null
) &
watcher=$!
exec 3<&-

trap '' INT HUP
trap 'kill -s "$signal" "$server" 2>/dev/null' TERM
while :; do
    wait "$server"
    status=$?
    kill -0 "$server" 2>/dev/null || break
done
kill "$watcher" 2>/dev/null
[ "$(cat "$pid_file" 2>/dev/null)" != "$server" ] || rm -f "$pid_file"
exit "$status"
