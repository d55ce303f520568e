// A pipe whose write end its only process never closes.
//
// cause = "own-write-end"

#include <unistd.h>

int main(void) {
    int ends[2];
    char buffer[100];
    if (pipe(ends) < 0)
        return 1;
    if (write(ends[1], "hello", 5) != 5)
        return 1;
    while (read(ends[0], buffer, sizeof buffer) > 0)
        ;
    return 0;
}
