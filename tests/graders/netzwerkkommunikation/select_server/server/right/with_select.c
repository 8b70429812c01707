/* select(2), and send() with MSG_DONTWAIT instead of sockets that do not block. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
    int there;
    char name[32], rest[2048];
    size_t length;
};

static struct client clients[FD_SETSIZE];

static void drop(int fd)
{
    clients[fd].there = 0;
    close(fd);
    printf("Getrennt: %s\n", clients[fd].name);
}

static void receive(int fd)
{
    struct client *c = &clients[fd];
    ssize_t n = recv(fd, c->rest, sizeof c->rest, 0);
    if (n <= 0)
        drop(fd);
    else
        c->length = n;
}

static void give_back(int fd)
{
    struct client *c = &clients[fd];
    ssize_t n = send(fd, c->rest, c->length, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0 && errno != EAGAIN)
        drop(fd);
    else if (n > 0)
        memmove(c->rest, c->rest + n, c->length -= n);
}

static void welcome(int listener)
{
    struct sockaddr_in peer;
    socklen_t size = sizeof peer;
    int fd = accept(listener, (struct sockaddr *)&peer, &size);
    if (fd >= FD_SETSIZE)
        close(fd);
    if (fd < 0 || fd >= FD_SETSIZE)
        return;
    struct client *c = &clients[fd];
    c->there = 1;
    c->length = 0;
    snprintf(c->name, sizeof c->name, "%s:%d", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
    printf("Verbunden: %s\n", c->name);
}

int main(void)
{
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(50000)};
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 64)) {
        perror("server");
        return 1;
    }
    for (;;) {
        fd_set in, out; /* select() changes them: they are made anew each time */
        int top = listener;
        FD_ZERO(&in);
        FD_ZERO(&out);
        FD_SET(listener, &in);
        for (int fd = 0; fd < FD_SETSIZE; fd++)
            if (clients[fd].there) {
                FD_SET(fd, clients[fd].length ? &out : &in);
                top = fd > top ? fd : top;
            }
        if (select(top + 1, &in, &out, NULL, NULL) < 0) {
            perror("select");
            return 1;
        }
        for (int fd = 0; fd <= top; fd++)
            if (FD_ISSET(fd, &out))
                give_back(fd);
            else if (fd != listener && FD_ISSET(fd, &in))
                receive(fd);
        if (FD_ISSET(listener, &in))
            welcome(listener);
    }
}
