# Four lines were sent and five are read; the shell itself has the other end.
#
# cause = "own-write-end"
# hidden = "timeout"

mkfifo fifo
exec 3<>fifo
rm fifo
for n in 1 2 3 4; do echo "line $n" >&3; done
for n in 1 2 3 4 5; do
    read line <&3
    echo "$line"
done
