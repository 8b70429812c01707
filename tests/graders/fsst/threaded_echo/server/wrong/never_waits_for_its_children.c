// fails: does_not_grow
// A process for each client, and no wait(): each stays in the table of processes as a zombie.

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include <arpa/inet.h>

static void serve(int fd, struct sockaddr_in *peer)
{
    char data[1024];
    ssize_t n;

    printf("Connected by %s %d\n", inet_ntoa(peer->sin_addr), ntohs(peer->sin_port));
    while ((n = read(fd, data, sizeof data)) > 0) {
        printf("Received from client %.*s\n", (int)n, data);
        for (ssize_t sent = 0, more; sent < n; sent += more)
            if ((more = write(fd, data + sent, n - sent)) < 0)
                exit(1);
    }
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(61111)}, peer;
    socklen_t length = sizeof peer;
    int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);

    signal(SIGPIPE, SIG_IGN);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 100)) {
        perror("bind");
        return 1;
    }
    for (;;) {
        int fd = accept(listener, (struct sockaddr *)&peer, &length);
        if (fork() == 0) {
            close(listener);
            serve(fd, &peer);
            exit(0);
        }
        close(fd);
    }
}
