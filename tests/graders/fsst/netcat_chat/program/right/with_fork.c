/* A child sends, the parent shows and ends the child with itself. */
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int die(const char *what)
{
    perror(what);
    exit(1);
}

static void send_input(int s)
{
    char buffer[4096];
    ssize_t n, sent;

    while ((n = read(0, buffer, sizeof buffer)) > 0)
        for (char *p = buffer; n > 0; p += sent, n -= sent)
            if ((sent = send(s, p, n, MSG_NOSIGNAL)) < 0)
                _exit(1);
    shutdown(s, SHUT_WR);
    _exit(0);
}

int main(int argc, char **argv)
{
    char *end = "", buffer[4096];
    long port = argc == 3 ? strtol(argv[2], &end, 10) : 0;
    int s;

    if (port < 1 || port > 65535 || *end) {
        fprintf(stderr, "usage: %s -l PORT | HOST PORT\n", argv[0]);
        return 2;
    }
    if (!strcmp(argv[1], "-l")) {
        struct sockaddr_in me = {.sin_family = AF_INET, .sin_port = htons(port)};
        int on = 1, l = socket(AF_INET, SOCK_STREAM, 0);

        setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (bind(l, (struct sockaddr *)&me, sizeof me) || listen(l, 1))
            die("cannot listen");
        s = accept(l, NULL, NULL);
        close(l);
    } else {
        struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list, *each;
        int error = getaddrinfo(argv[1], argv[2], &hints, &list);

        if (error) {
            fprintf(stderr, "%s\n", gai_strerror(error));
            return 1;
        }
        for (each = list, s = -1; each && s < 0; each = each->ai_next) {
            s = socket(each->ai_family, each->ai_socktype, 0);
            if (connect(s, each->ai_addr, each->ai_addrlen) < 0) {
                if (!each->ai_next)
                    die("cannot connect");
                close(s);
                s = -1;
            }
        }
    }
    pid_t child = fork();
    if (child == 0)
        send_input(s);
    ssize_t n;
    while ((n = recv(s, buffer, sizeof buffer, 0)) > 0) {
        fwrite(buffer, 1, n, stdout);
        fflush(stdout);
    }
    if (n < 0)
        perror("recv");
    kill(child, SIGKILL);
    wait(NULL);
    return n < 0;
}
