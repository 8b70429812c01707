#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static char rest[FD_SETSIZE][2048];
static int length[FD_SETSIZE];

int main(int argc, char **argv)
{
    char *end = "x";
    long port = argc == 3 ? strtol(argv[2], &end, 10) : 0;
    struct sockaddr_in here = {.sin_family = AF_INET}, peer;
    if (*end || port < 1 || port > 65535 || !inet_aton(argv[1], &here.sin_addr)) {
        fputs("usage: server HOST PORT\n", stderr);
        return 2;
    }
    here.sin_port = htons(port);
    signal(SIGPIPE, SIG_IGN);
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 128)) {
        perror(argv[2]);
        return 1;
    }
    fd_set clients;
    int top = listener;
    FD_ZERO(&clients);
    for (;;) {
        fd_set in, out;
        FD_ZERO(&in);
        FD_ZERO(&out);
        FD_SET(listener, &in);
        for (int fd = 0; fd <= top; fd++)
            if (FD_ISSET(fd, &clients))
                FD_SET(fd, length[fd] ? &out : &in);
        if (select(top + 1, &in, &out, NULL, NULL) < 0) {
            perror("select");
            return 1;
        }
        for (int fd = 0; fd <= top; fd++) {
            ssize_t n = 1;
            if (!FD_ISSET(fd, &clients))
                continue;
            if (FD_ISSET(fd, &in)) {
                n = recv(fd, rest[fd], sizeof rest[fd], 0);
                length[fd] = n > 0 ? n : 0;
            } else if (FD_ISSET(fd, &out) && (n = send(fd, rest[fd], length[fd], 0)) > 0) {
                memmove(rest[fd], rest[fd] + n, length[fd] -= n);
            }
            if (n <= 0) {
                FD_CLR(fd, &clients);
                length[fd] = 0;
                close(fd);
            }
        }
        if (FD_ISSET(listener, &in)) {
            socklen_t size = sizeof peer;
            int fd = accept(listener, (struct sockaddr *)&peer, &size);
            if (fd < 0 || fd >= FD_SETSIZE)
                return 1;
            printf("Connected by ('%s', %d)\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
            fcntl(fd, F_SETFL, O_NONBLOCK);
            FD_SET(fd, &clients);
            top = fd > top ? fd : top;
        }
    }
}
