// The parent reads to the end and keeps its own copy of the write end.
//
// cause = "own-write-end"

#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int ends[2];
    char buffer[100];
    if (pipe(ends) < 0)
        return 1;
    if (fork() == 0) {
        close(ends[0]);
        _exit(write(ends[1], "from the child", 14) != 14);
    }
    while (read(ends[0], buffer, sizeof buffer) > 0)
        ;
    wait(NULL);
    return 0;
}
