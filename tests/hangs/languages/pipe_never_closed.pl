# A pipe whose write end its only process never closes.
#
# cause = "own-write-end"

use strict;
pipe(my $reader, my $writer) or die;
syswrite $writer, "hello\n";
print while <$reader>;
