/* SO_RCVTIMEO and SO_SNDTIMEO, which hold for connect() as well. */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static int breakdown(const char *what)
{
    if (errno == EAGAIN || errno == EINPROGRESS)
        fprintf(stderr, "%s: 3 seconden lang niets\n", what);
    else
        perror(what);
    return 1;
}

static void show(const char *data, size_t length)
{
    printf("Received b'");
    for (size_t i = 0; i < length; i++) {
        unsigned char c = data[i];
        if (c == '\'' || c == '\\')
            printf("\\%c", c);
        else if (c >= 32 && c < 127)
            putchar(c);
        else
            printf("\\x%02x", c);
    }
    printf("'\n");
}

int main(int argc, char **argv)
{
    char *end = NULL;
    long port = argc == 4 ? strtol(argv[2], &end, 10) : 0;
    if (argc != 4 || *end || port < 1 || port > 65535) {
        fprintf(stderr, "gebruik: %s HOST POORT BERICHT\n", argv[0]);
        return 2;
    }
    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
    int error = getaddrinfo(argv[1], argv[2], &hints, &found);
    if (error) {
        fprintf(stderr, "%s: %s\n", argv[1], gai_strerror(error));
        return 1;
    }
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct timeval patience = {.tv_sec = 3};
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(s, found->ai_addr, found->ai_addrlen) < 0)
        return breakdown("connect");
    size_t length = strlen(argv[3]), done = 0;
    while (done < length) {
        ssize_t n = send(s, argv[3] + done, length - done, MSG_NOSIGNAL);
        if (n < 0)
            return breakdown("send");
        done += n;
    }
    char *received = malloc(length + 1);
    for (done = 0; done < length;) {
        ssize_t n = recv(s, received + done, length - done, 0);
        if (n < 0)
            return breakdown("recv");
        if (n == 0) {
            fprintf(stderr, "de server sloot na %zu van %zu bytes\n", done, length);
            return 1;
        }
        done += n;
    }
    close(s);
    show(received, length);
    return 0;
}
