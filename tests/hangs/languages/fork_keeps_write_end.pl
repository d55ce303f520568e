# The parent reads to the end and keeps its own copy of the write end.
#
# cause = "own-write-end"

use strict;
pipe(my $reader, my $writer) or die;
my $child = fork;
if ($child == 0) {
    close $reader;
    syswrite $writer, "from the child\n";
    exit 0;
}
print while <$reader>;
waitpid $child, 0;
