# Four datagrams were sent, five are received, and the peer has gone.
#
# cause = "peer-gone-datagram"

require "socket"

ours, theirs = UNIXSocket.pair(:DGRAM)
child = fork do
  ours.close
  4.times { |n| theirs.send "message #{n}", 0 }
end
theirs.close
5.times { puts ours.recv(100) }
Process.wait child
