/* A client in C: poll(2) keeps the time. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static double number(const char *text, double least, double most)
{
    char *end;
    double value = strtod(text, &end);
    if (*text == 0 || *end != 0 || !(value >= least && value <= most)) {
        fprintf(stderr, "wrong argument: %s\n", text);
        exit(2);
    }
    return value;
}

static int try(struct addrinfo *to, struct addrinfo *from, int milliseconds)
{
    int error = 0, s = socket(to->ai_family, SOCK_STREAM, 0);
    socklen_t size = sizeof error;
    if (s < 0)
        return -1;
    if (bind(s, from->ai_addr, from->ai_addrlen) == 0) {
        fcntl(s, F_SETFL, O_NONBLOCK);
        if (connect(s, to->ai_addr, to->ai_addrlen) == 0)
            return s;
        struct pollfd wait = {.fd = s, .events = POLLOUT};
        if (errno == EINPROGRESS) {
            if (poll(&wait, 1, milliseconds) == 0)
                errno = ETIMEDOUT;
            else if (getsockopt(s, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0)
                return s;
            else
                errno = error;
        }
    }
    error = errno;
    close(s);
    errno = error;
    return -1;
}

static void show(const char *word, int s, int (*name)(int, struct sockaddr *restrict, socklen_t *restrict))
{
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    char ip[64], port[16];
    name(s, (struct sockaddr *)&address, &size);
    getnameinfo((struct sockaddr *)&address, size, ip, sizeof ip, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
    printf("%s %s:%s", word, ip, port);
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fprintf(stderr, "usage: client HOST PORT SECONDS OWN-IP OWN-PORT\n");
        return 2;
    }
    number(argv[2], 1, 65535);
    number(argv[5], 0, 65535);
    int milliseconds = 1000 * number(argv[3], 1e-3, 1e6), s = -1, error;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *to, *from;
    if ((error = getaddrinfo(argv[1], argv[2], &hints, &to)) != 0) {
        fprintf(stderr, "%s: %s\n", argv[1], gai_strerror(error));
        return 1;
    }
    hints.ai_flags = AI_NUMERICHOST | AI_PASSIVE;
    if ((error = getaddrinfo(argv[4], argv[5], &hints, &from)) != 0) {
        fprintf(stderr, "%s: %s\n", argv[4], gai_strerror(error));
        return 1;
    }
    for (; to != NULL && s < 0; to = to->ai_next)
        if (to->ai_family == from->ai_family)
            s = try(to, from, milliseconds);
    if (s < 0) {
        perror("no connection");
        return 1;
    }
    show("Verbunden von", s, getsockname);
    show(" mit", s, getpeername);
    puts("");
    fcntl(s, F_SETFL, 0);
    send(s, "Hallo Welt", 10, MSG_NOSIGNAL);
    return close(s) != 0;
}
