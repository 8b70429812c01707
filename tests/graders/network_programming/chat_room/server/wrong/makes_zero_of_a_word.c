/* fails: refuses_a_port_that_is_no_number, refuses_a_port_out_of_range */
/* atoi() gives 0 for what is no number, and with port 0 the system takes one of its own. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PLACES = 512, LONGEST = 65536, MOST = 500000 };

struct client {
    char name[32];
    char in[LONGEST + 1];
    size_t in_length;
    char *out;
    size_t out_length;
    bool gone;
};

static struct pollfd fds[PLACES];
static struct client *clients[PLACES];
static int count = 1; /* fds[0] is the listening socket */

static void tell(const struct client *author, const char *line, size_t length)
{
    for (int i = 1; i < count; i++) {
        struct client *c = clients[i];
        if (c == author || c->gone)
            continue;
        if (c->out_length + length > MOST) {
            c->gone = true;
            continue;
        }
        memcpy(c->out + c->out_length, line, length);
        c->out_length += length;
    }
}

static void announce(const struct client *author, const char *what)
{
    char line[64];
    int length = snprintf(line, sizeof line, "* %s %s\n", author->name, what);
    fputs(line, stdout);
    fflush(stdout);
    tell(author, line, length);
}

static void take_in(int listener)
{
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    int s = accept(listener, (struct sockaddr *)&address, &size);
    if (s < 0)
        return;
    if (count == PLACES) {
        close(s);
        return;
    }
    struct client *c = calloc(1, sizeof *c);
    c->out = malloc(MOST);
    char ip[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &address.sin_addr, ip, sizeof ip);
    snprintf(c->name, sizeof c->name, "%s:%u", ip, (unsigned)ntohs(address.sin_port));
    clients[count] = c;
    fds[count++] = (struct pollfd){.fd = s, .events = POLLIN};
    announce(c, "has joined");
}

static void hear(int i)
{
    struct client *c = clients[i];
    ssize_t n = recv(fds[i].fd, c->in + c->in_length, sizeof c->in - c->in_length, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0) {
        c->gone = true;
        return;
    }
    c->in_length += n;
    char *begin = c->in, *end;
    while ((end = memchr(begin, '\n', c->in + c->in_length - begin)) != NULL) {
        char prefix[40];
        size_t before = snprintf(prefix, sizeof prefix, "[%s] ", c->name);
        size_t length = end + 1 - begin;
        char *line = malloc(before + length);
        memcpy(line, prefix, before);
        memcpy(line + before, begin, length);
        tell(c, line, before + length);
        free(line);
        begin = end + 1;
    }
    c->in_length -= begin - c->in;
    memmove(c->in, begin, c->in_length);
    if (c->in_length == sizeof c->in)
        c->gone = true;
}

static void talk(int i)
{
    struct client *c = clients[i];
    ssize_t n = send(fds[i].fd, c->out, c->out_length, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0) {
        c->gone = errno != EAGAIN && errno != EINTR;
        return;
    }
    c->out_length -= n;
    memmove(c->out, c->out + n, c->out_length);
}

static void clear_up(void)
{
    for (int i = 1; i < count; i++) {
        struct client *c = clients[i];
        if (!c->gone)
            continue;
        close(fds[i].fd);
        count--;
        fds[i] = fds[count];
        clients[i] = clients[count];
        announce(c, "has left");
        free(c->out);
        free(c);
        i = 0; /* telling may have made others go */
    }
}

int main(int argc, char **argv)
{
    long port = argc == 2 ? atoi(argv[1]) : -1;
    if (port < 0 || port > 65535) {
        fprintf(stderr, "usage: server PORT\n");
        return 2;
    }
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 64) < 0) {
        perror("server");
        return 1;
    }
    fds[0] = (struct pollfd){.fd = listener, .events = POLLIN};
    for (;;) {
        for (int i = 1; i < count; i++)
            fds[i].events = POLLIN | (clients[i]->out_length ? POLLOUT : 0);
        int before = count;
        if (poll(fds, count, -1) < 0)
            continue;
        for (int i = 1; i < before; i++) {
            if (fds[i].revents & ~POLLOUT)
                hear(i);
            if (fds[i].revents & POLLOUT)
                talk(i);
        }
        if (fds[0].revents)
            take_in(listener);
        clear_up();
    }
}
