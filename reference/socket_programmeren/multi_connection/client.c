/* Echo client with many connections at once: poll() waits for all of them together. */

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 100, MOST = 1000, USAGE = 2 };

/* One connection: its two messages, and what has come back. */
struct conversation {
    char messages[ROOM], received[ROOM];
    size_t length, sent, back;
};

static int positive(const char *text, long most)
{
    char *end;
    long number = strtol(text, &end, 10);
    return *text && !*end && number > 0 && number <= most ? (int)number : 0;
}

static int connect_to(const struct sockaddr_in *address)
{
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connection < 0 || connect(connection, (const struct sockaddr *)address, sizeof *address) < 0) {
        perror("no connection");
        exit(EXIT_FAILURE);
    }
    return connection;
}

/* Send or receive what is possible now; 0 when the connection is of no more use. */
static int go_on(struct pollfd *polled, struct conversation *talk)
{
    ssize_t moved;
    if (talk->sent < talk->length) {
        moved = send(polled->fd, talk->messages + talk->sent, talk->length - talk->sent, MSG_DONTWAIT);
        talk->sent += moved > 0 ? moved : 0;
    } else {
        moved = recv(polled->fd, talk->received + talk->back, talk->length - talk->back, MSG_DONTWAIT);
        talk->back += moved > 0 ? moved : 0;
    }
    polled->events = talk->sent < talk->length ? POLLOUT : POLLIN;
    return moved > 0 || (moved < 0 && errno == EAGAIN);
}

/* As Python writes bytes. */
static void print_bytes(const char *data, size_t length)
{
    printf("b'");
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = data[i];
        if (byte == '\n')
            printf("\\n");
        else if (byte < ' ' || byte > '~' || byte == '\'' || byte == '\\')
            printf("\\x%02x", byte);
        else
            putchar(byte);
    }
    printf("'");
}

int main(int argc, char *argv[])
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    int port = argc == 4 ? positive(argv[2], 65535) : 0, number = argc == 4 ? positive(argv[3], MOST) : 0;
    if (!port || !number || inet_pton(AF_INET, argv[1], &address.sin_addr) != 1) {
        fprintf(stderr, "usage: %s HOST PORT N\n", argv[0]);
        return USAGE;
    }
    address.sin_port = htons(port);
    signal(SIGPIPE, SIG_IGN); /* writing to a server that is gone shall fail, and not end the client */

    static struct pollfd polled[MOST];
    static struct conversation talks[MOST];
    for (int i = 0; i < number; i++) {
        talks[i].length = snprintf(talks[i].messages, ROOM, "bericht 1 van verbinding %d\nbericht 2 van verbinding %d\n",
                                   i + 1, i + 1);
        polled[i] = (struct pollfd){.fd = connect_to(&address), .events = POLLOUT};
    }
    int open = number, failed = 0;
    while (open > 0) {
        if (poll(polled, number, -1) < 0) {
            perror("poll");
            return EXIT_FAILURE;
        }
        for (int i = 0; i < number; i++) {
            if (polled[i].fd < 0 || !polled[i].revents)
                continue;
            int is_useful = go_on(&polled[i], &talks[i]), is_complete = talks[i].back == talks[i].length;
            if (is_complete) {
                printf("Verbinding %d ontving ", i + 1);
                print_bytes(talks[i].received, talks[i].back);
                printf("\n");
            } else if (!is_useful) {
                fprintf(stderr, "Verbinding %d: %zu of %zu bytes came back\n", i + 1, talks[i].back, talks[i].length);
                failed = 1;
            } else {
                continue;
            }
            close(polled[i].fd);
            polled[i].fd = -1; /* poll() leaves it out */
            open--;
        }
    }
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
