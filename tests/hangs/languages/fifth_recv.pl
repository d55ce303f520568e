# Four datagrams were sent, five are received, and the peer has gone.
#
# cause = "peer-gone-datagram"

use strict;
use Socket;
socketpair(my $ours, my $theirs, AF_UNIX, SOCK_DGRAM, PF_UNSPEC) or die;
my $child = fork;
if ($child == 0) {
    close $ours;
    send $theirs, "message $_", 0 for 1 .. 4;
    exit 0;
}
close $theirs;
for (1 .. 5) {
    recv $ours, my $message, 100, 0;
    print "$message\n";
}
waitpid $child, 0;
