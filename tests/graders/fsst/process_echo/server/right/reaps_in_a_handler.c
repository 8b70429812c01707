#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void reap(int number)
{
    int saved = errno;
    (void)number;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    errno = saved;
}

static void serve(int connection, const struct sockaddr_in *peer)
{
    char data[512];
    ssize_t length;

    printf("Connected by ('%s', %d)\n", inet_ntoa(peer->sin_addr), ntohs(peer->sin_port));
    while ((length = read(connection, data, sizeof data)) > 0) {
        printf("Received from client '%.*s'\n", (int)length, data);
        for (ssize_t sent = 0, more; sent < length; sent += more)
            if ((more = write(connection, data + sent, length - sent)) < 0)
                return;
    }
}

int main(void)
{
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(61111)}, peer;
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);

    signal(SIGCHLD, reap);
    siginterrupt(SIGCHLD, 1);
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 64)) {
        perror("61111");
        return 1;
    }
    for (;;) {
        socklen_t size = sizeof peer;
        int connection = accept(listener, (struct sockaddr *)&peer, &size);
        if (connection < 0) {
            if (errno == EINTR)
                continue;
            perror("accept");
            return 1;
        }
        if (fork() == 0) {
            close(listener);
            serve(connection, &peer);
            exit(0);
        }
        close(connection);
    }
}
