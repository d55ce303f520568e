# A pipe whose write end its only reader never closes: a FIFO without a name.
#
# cause = "own-write-end"
# hidden = "timeout"

mkfifo fifo
exec 3<>fifo
rm fifo
echo hello >&3
cat <&3
