// fails: shows_while_it_cannot_send
// send() waits for room: nothing is received meanwhile.
/* Ein kleines netcat: program -l PORT, oder program HOST PORT */

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

/* Ein Port, oder 0. */
static int port_of(const char *text)
{
    char *end;
    long number = strtol(text, &end, 10);
    return *text == '\0' || *end != '\0' || number < 1 || number > 65535 ? 0 : (int)number;
}

/* Der Erste, der sich mit diesem Port verbindet. */
static int await_partner(int port)
{
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(port)};
    int on = 1, s, listener = socket(AF_INET, SOCK_STREAM, 0);

    here.sin_addr.s_addr = htonl(INADDR_ANY);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) < 0)
        fail("bind");
    if (listen(listener, 1) < 0)
        fail("listen");
    if ((s = accept(listener, NULL, NULL)) < 0)
        fail("accept");
    close(listener);
    return s;
}

static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *there;
    int s, error = getaddrinfo(host, port, &hints, &there);

    if (error != 0) {
        fprintf(stderr, "%s: %s\n", host, gai_strerror(error));
        exit(1);
    }
    s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, there->ai_addr, there->ai_addrlen) < 0)
        fail("connect");
    freeaddrinfo(there);
    return s;
}

/* Auf stdout, alles. */
static void show(const char *data, ssize_t number)
{
    for (ssize_t done = 0, n; done < number; done += n)
        if ((n = write(1, data + done, number - done)) < 0)
            fail("write");
}

int main(int argc, char *argv[])
{
    static char typed[65536], heard[65536];
    ssize_t begin = 0, end = 0, number; /* typed[begin..end) ist noch zu senden */
    int port = argc == 3 ? port_of(argv[2]) : 0;

    if (port == 0) {
        fprintf(stderr, "Aufruf: %s -l PORT | HOST PORT\n", argv[0]);
        return 2;
    }
    int s = strcmp(argv[1], "-l") == 0 ? await_partner(port) : connect_to(argv[1], argv[2]);
    struct pollfd input = {0, POLLIN, 0}, partner = {s, POLLIN, 0}, both[2];

    for (;;) {
        /* Neue Eingabe erst, wenn die alte gesendet ist. */
        both[0] = input;
        if (begin < end)
            both[0].fd = -1;
        both[1] = partner;
        if (begin < end)
            both[1].events |= POLLOUT;
        if (poll(both, 2, -1) < 0)
            fail("poll");
        if (both[1].revents & (POLLIN | POLLERR | POLLHUP)) {
            if ((number = recv(s, heard, sizeof heard, 0)) < 0)
                fail("recv");
            if (number == 0)
                return 0;
            show(heard, number);
        }
        if (both[1].revents & POLLOUT) {
            /* Nur so viel, wie Platz hat: Wer hier wartete, könnte nicht empfangen. */
            number = send(s, typed + begin, end - begin, MSG_NOSIGNAL);
            if (number > 0)
                begin += number;
            else if (number < 0 && errno != EAGAIN && errno != EPIPE)
                fail("send");
        }
        if (both[0].revents) {
            begin = 0;
            end = read(0, typed, sizeof typed);
            if (end <= 0) {
                end = 0;
                input.fd = -1;
                shutdown(s, SHUT_WR);
            }
        }
    }
}
