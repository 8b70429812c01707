#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 61111

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    struct sockaddr_in6 addr;
    char *line = NULL, *answer = NULL;
    size_t size = 0, length, got;
    ssize_t n;

    int s = socket(AF_INET6, SOCK_STREAM, 0);
    memset(&addr, 0, sizeof(addr));
    addr.sin6_family = AF_INET6;
    addr.sin6_port = htons(PORT);
    inet_pton(AF_INET6, "::1", &addr.sin6_addr);
    if (connect(s, (struct sockaddr *)&addr, sizeof(addr)) < 0)
        fail("connect");
    puts("Welcome to the echo server, type 'end' to quit");
    fflush(stdout);

    while (getline(&line, &size, stdin) > 0) {
        length = strcspn(line, "\n");
        line[length] = 0;
        if (strcmp(line, "end") == 0)
            break;
        if (send(s, line, length, MSG_NOSIGNAL) < 0)
            fail("send");
        answer = realloc(answer, length + 1);
        for (got = 0; got < length; got += n) {
            if ((n = recv(s, answer + got, length - got, 0)) < 0)
                fail("recv");
            if (n == 0) {
                fputs("The server has gone.\n", stderr);
                return 1;
            }
        }
        printf("Received: %.*s\n", (int)length, answer);
        fflush(stdout);
    }
    puts("cleaning up ...");
    close(s);
    return 0;
}
