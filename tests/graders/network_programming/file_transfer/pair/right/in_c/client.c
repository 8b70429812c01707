/* Piece by piece into a file beside, and rename() at the end. */
#include <ctype.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char part[4096];

static void give_up(const char *text)
{
    perror(text);
    if (*part)
        unlink(part);
    exit(1);
}

static void fail(const char *text)
{
    fprintf(stderr, "%s\n", text);
    if (*part)
        unlink(part);
    exit(1);
}

static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
    int error = getaddrinfo(host, port, &hints, &found);
    if (error)
        fail(gai_strerror(error));
    int s = socket(found->ai_family, found->ai_socktype, 0);
    if (connect(s, found->ai_addr, found->ai_addrlen) < 0)
        give_up(host);
    freeaddrinfo(found);
    return s;
}

static unsigned long long receive_size(int s)
{
    char line[21];
    size_t n = 0;
    for (;;) {
        char c;
        ssize_t got = recv(s, &c, 1, 0);
        if (got < 0)
            give_up("recv");
        if (got == 0)
            fail("the server has sent no size");
        if (c == '\n' && n > 0)
            break;
        if (!isdigit((unsigned char)c) || n == sizeof line - 1)
            fail("that is no size");
        line[n++] = c;
    }
    line[n] = 0;
    return strtoull(line, NULL, 10);
}

int main(int argc, char **argv)
{
    char *end = "";
    long port = argc == 4 ? strtol(argv[2], &end, 10) : 0;
    if (port < 1 || port > 65535 || *end) {
        fprintf(stderr, "usage: client HOST PORT OUT\n");
        return 2;
    }
    int s = connect_to(argv[1], argv[2]);
    unsigned long long size = receive_size(s), left = size;
    snprintf(part, sizeof part, "%s.part", argv[3]);
    FILE *file = fopen(part, "wb");
    if (!file) {
        perror(part);
        return 1;
    }
    static char buffer[65536];
    while (left > 0) {
        ssize_t n = recv(s, buffer, left < sizeof buffer ? left : sizeof buffer, 0);
        if (n < 0)
            give_up("recv");
        if (n == 0)
            fail("the file is cut short");
        if (fwrite(buffer, 1, n, file) != (size_t)n)
            give_up(part);
        left -= n;
    }
    if (fclose(file) != 0 || rename(part, argv[3]) < 0)
        give_up(argv[3]);
    close(s);
    printf("%llu bytes received\n", size);
    return 0;
}
