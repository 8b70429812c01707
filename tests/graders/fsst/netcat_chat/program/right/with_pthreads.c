/* Two threads; exit() in one of them ends both. */
#include <arpa/inet.h>
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int s;

static void *typing(void *unused)
{
    static char buffer[65536];
    ssize_t n;

    while ((n = read(0, buffer, sizeof buffer)) > 0)
        for (ssize_t done = 0, part; done < n; done += part)
            if ((part = send(s, buffer + done, n - done, MSG_NOSIGNAL)) < 0)
                return unused;
    shutdown(s, SHUT_WR);
    return unused;
}

int main(int argc, char *argv[])
{
    static char buffer[65536];
    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *info;
    pthread_t thread;
    ssize_t n;
    int port, length, on = 1;

    if (argc != 3 || sscanf(argv[2], "%d%n", &port, &length) != 1 || argv[2][length] || port < 1 || port > 65535) {
        fputs("usage: program -l PORT | HOST PORT\n", stderr);
        return 2;
    }
    int listens = strcmp(argv[1], "-l") == 0;
    int error = getaddrinfo(listens ? NULL : argv[1], argv[2], &hints, &info);
    if (error) {
        fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(error));
        return 1;
    }
    s = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (listens) {
        if (bind(s, info->ai_addr, info->ai_addrlen) || listen(s, 1) || (s = accept(s, NULL, NULL)) < 0) {
            perror("listen");
            return 1;
        }
    } else if (connect(s, info->ai_addr, info->ai_addrlen)) {
        perror("connect");
        return 1;
    }
    pthread_create(&thread, NULL, typing, NULL);
    while ((n = recv(s, buffer, sizeof buffer, 0)) > 0)
        for (ssize_t done = 0; done < n;)
            done += write(1, buffer + done, n - done);
    if (n < 0) {
        perror("recv");
        exit(1);
    }
    exit(0);
}
