/* read() and send(), each of which may do less than it was asked for. */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int fail(const char *what)
{
    perror(what);
    return 1;
}

static int send_all(int s, const char *data, size_t length)
{
    size_t done = 0;
    while (done < length) {
        ssize_t n = send(s, data + done, length - done, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0)
            done += n;
    }
    return 0;
}

int main(int argc, char **argv)
{
    char buffer[50000], *end;
    long port = argc == 3 ? strtol(argv[2], &end, 10) : 0;
    if (port < 1 || port > 65535 || *end != 0) {
        fprintf(stderr, "usage: client HOST PORT\n");
        return 2;
    }
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found, *each;
    int error = getaddrinfo(argv[1], argv[2], &hints, &found), s = -1;
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", argv[1], gai_strerror(error));
        return 1;
    }
    for (each = found; each != NULL; each = each->ai_next) {
        s = socket(each->ai_family, SOCK_STREAM, 0);
        if (connect(s, each->ai_addr, each->ai_addrlen) == 0)
            break;
        perror("connect");
        close(s);
    }
    if (each == NULL)
        return 1;
    long long number = 0;
    ssize_t n;
    while ((n = read(0, buffer, sizeof buffer)) > 0) {
        if (send_all(s, buffer, n) < 0)
            return fail("send");
        number += n;
    }
    if (n < 0)
        return fail("read");
    if (shutdown(s, SHUT_WR) < 0)
        return fail("shutdown");
    while ((n = recv(s, buffer, sizeof buffer, 0)) > 0)
        ;
    if (n < 0)
        return fail("recv");
    printf("Gesendet: %lld Bytes\n", number);
    return 0;
}
