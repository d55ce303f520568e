// Four datagrams were sent, five are received, and the peer has gone.
//
// cause = "peer-gone-datagram"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int pair[2];
    char buffer[100];
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) < 0)
        return 1;
    if (fork() == 0) {
        close(pair[0]);
        for (int n = 0; n < 4; n++)
            send(pair[1], "message", 7, 0);
        _exit(0);
    }
    close(pair[1]);
    for (int n = 0; n < 5; n++)
        recv(pair[0], buffer, sizeof buffer, 0);
    wait(NULL);
    return 0;
}
