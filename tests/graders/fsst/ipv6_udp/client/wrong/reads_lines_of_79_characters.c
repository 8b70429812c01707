// fails: sends_a_long_line_whole
// The rest of a line becomes the next line.

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char HOST[] = "::1";
enum { PORT = 61111, MAX_SIZE = 65536 }; /* bytes; no datagram has more */
/* A datagram may be lost, and nobody tells: so long an answer is waited for. */
static const struct timeval TIMEOUT = {.tv_sec = 3};

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* A socket of its own for each message: what comes late, or twice, is not taken for the answer to the next one. */
static int connect_to(const char *host, int port)
{
    int sock = socket(AF_INET6, SOCK_DGRAM, 0);
    if (sock < 0)
        die("socket");
    if (setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &TIMEOUT, sizeof TIMEOUT) < 0)
        die("setsockopt");
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    inet_pton(AF_INET6, host, &address.sin6_addr);
    /* This sends nothing. From now on only what comes from there is let in. */
    if (connect(sock, (struct sockaddr *)&address, sizeof address) < 0)
        die("connect");
    return sock;
}

static ssize_t ask(const char *message, size_t length, char *answer)
{
    int sock = connect_to(HOST, PORT);
    if (send(sock, message, length, 0) < 0)
        die("the line could not be sent");
    ssize_t received = recv(sock, answer, MAX_SIZE, 0);
    if (received < 0)
        die("no answer within 3 seconds");
    close(sock);
    return received;
}

int main(void)
{
    char line[80], answer[MAX_SIZE];
    puts("Welcome to the echo server: type what you want, and 'end' to quit");
    while (fgets(line, sizeof line, stdin)) {
        size_t length = strlen(line);
        if (line[length - 1] == '\n')
            line[--length] = '\0';
        if (strcmp(line, "end") == 0)
            break;
        ssize_t received = ask(line, length, answer);
        printf("Received: %.*s\n", (int)received, answer);
    }
    puts("cleaning up ...");
    return EXIT_SUCCESS;
}
