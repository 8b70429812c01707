/* Echo server for any number of clients at once, in one thread: poll() waits for all of them together. */

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK = 4096, CLIENTS = 1000, USAGE = 2 };

/* What is still to be sent back to a client. */
struct pending {
    char data[CHUNK];
    size_t begin, end;
};

/* The first place is that of the listening socket; each other one belongs to a client. */
static struct pollfd polled[1 + CLIENTS];
static struct pending *pending[1 + CLIENTS];
static nfds_t number = 1;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int port_number(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);
    return *text && !*end && port > 0 && port < 65536 ? (int)port : 0;
}

static int listen_on(const struct sockaddr_in *address)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0)
        die("socket");
    /* Start again at once, although connections of an earlier run may still be in TIME_WAIT. */
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (const struct sockaddr *)address, sizeof *address) < 0)
        die("bind");
    if (listen(listener, SOMAXCONN) < 0)
        die("listen");
    return listener;
}

static void welcome(int listener)
{
    struct sockaddr_in peer;
    socklen_t size = sizeof peer;
    int connection = accept(listener, (struct sockaddr *)&peer, &size);
    if (connection < 0)
        die("accept");
    struct pending *room = number <= CLIENTS ? calloc(1, sizeof *room) : NULL;
    if (!room) {
        fprintf(stderr, "no room for this client\n");
        close(connection);
        return;
    }
    printf("Connected by %s:%d\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
    fcntl(connection, F_SETFL, O_NONBLOCK);
    polled[number] = (struct pollfd){.fd = connection, .events = POLLIN};
    pending[number++] = room;
}

/* Send what is pending, or receive the next when there is nothing; 0 when the client has gone. */
static int echo(struct pollfd *client, struct pending *rest)
{
    ssize_t moved;
    if (rest->begin < rest->end) {
        moved = send(client->fd, rest->data + rest->begin, rest->end - rest->begin, 0);
        rest->begin += moved > 0 ? moved : 0;
    } else {
        moved = recv(client->fd, rest->data, CHUNK, 0);
        rest->begin = 0;
        rest->end = moved > 0 ? moved : 0;
    }
    if (moved < 0 && errno != EAGAIN)
        perror("lost a client");
    client->events = rest->begin < rest->end ? POLLOUT : POLLIN;
    return moved > 0 || (moved < 0 && errno == EAGAIN);
}

/* The last client takes the place of the one that has gone. */
static void leave(nfds_t i)
{
    close(polled[i].fd);
    free(pending[i]);
    number--;
    polled[i] = polled[number];
    pending[i] = pending[number];
}

int main(int argc, char *argv[])
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    if (argc != 3 || inet_pton(AF_INET, argv[1], &address.sin_addr) != 1 || !port_number(argv[2])) {
        fprintf(stderr, "usage: %s HOST PORT\n", argv[0]);
        return USAGE;
    }
    address.sin_port = htons(port_number(argv[2]));
    signal(SIGPIPE, SIG_IGN); /* writing to a client that is gone shall fail, and not end the server */
    polled[0] = (struct pollfd){.fd = listen_on(&address), .events = POLLIN};
    for (;;) {
        if (poll(polled, number, -1) < 0)
            die("poll");
        for (nfds_t i = number - 1; i > 0; i--) /* backwards: who takes the place of another has had its turn */
            if (polled[i].revents && !echo(&polled[i], pending[i]))
                leave(i);
        if (polled[0].revents)
            welcome(polled[0].fd);
    }
}
