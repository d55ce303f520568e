# The shell keeps the write end that it had for its child, and waits for the reader.
#
# cause = "other-write-end"
# hidden = "timeout"

mkfifo fifo
cat <fifo &
exec 4>fifo
rm fifo
echo hello >&4
wait
