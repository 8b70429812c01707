/* Echo client over IPv6: sends lines, and shows what comes back. */

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char HOST[] = "::1";
enum { PORT = 61111 };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int connect_to(const char *host, int port)
{
    int connection = socket(AF_INET6, SOCK_STREAM, 0);
    if (connection < 0)
        die("socket");
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    inet_pton(AF_INET6, host, &address.sin6_addr);
    if (connect(connection, (struct sockaddr *)&address, sizeof address) < 0)
        die("connect");
    return connection;
}

/* send() may take only a part of the data. */
static void send_all(int connection, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(connection, data, length, 0);
        if (sent < 0)
            die("send");
        data += sent;
        length -= sent;
    }
}

/* A reply of known length; TCP may deliver it in pieces. */
static void receive_exactly(int connection, char *data, size_t length)
{
    while (length > 0) {
        ssize_t received = recv(connection, data, length, 0);
        if (received < 0)
            die("recv");
        if (received == 0) {
            fprintf(stderr, "the server closed the connection\n");
            exit(EXIT_FAILURE);
        }
        data += received;
        length -= received;
    }
}

int main(void)
{
    /* Writing to a server that is gone shall fail, and not end the client without a word. */
    signal(SIGPIPE, SIG_IGN);
    int connection = connect_to(HOST, PORT);
    puts("Welcome to the echo server: type what you want, and 'end' to quit");
    char *line = NULL;
    size_t size = 0;
    for (ssize_t length; (length = getline(&line, &size, stdin)) > 0;) {
        if (line[length - 1] == '\n')
            line[--length] = '\0';
        if (strcmp(line, "end") == 0)
            break;
        send_all(connection, line, length);
        receive_exactly(connection, line, length); /* it has as many bytes as were sent */
        printf("Received: %.*s\n", (int)length, line);
    }
    puts("cleaning up ...");
    free(line);
    close(connection);
    return EXIT_SUCCESS;
}
