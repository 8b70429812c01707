/* One thread, epoll(7), and sockets that do not block. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
    int fd;
    char buffer[4096];
    size_t length, sent; /* what has come, and how much of it has gone back */
};

static int ep;

static void drop(struct client *c)
{
    close(c->fd);
    free(c);
}

static void ready(struct client *c)
{
    for (;;) {
        if (c->sent == c->length) {
            ssize_t n = recv(c->fd, c->buffer, sizeof c->buffer, 0);
            if (n == 0 || (n < 0 && errno != EAGAIN)) {
                drop(c);
                return;
            }
            if (n < 0)
                break;
            c->length = n;
            c->sent = 0;
        }
        ssize_t n = send(c->fd, c->buffer + c->sent, c->length - c->sent, MSG_NOSIGNAL);
        if (n < 0 && errno != EAGAIN) {
            drop(c);
            return;
        }
        if (n < 0)
            break;
        c->sent += n;
    }
    struct epoll_event event = {.events = c->sent < c->length ? EPOLLOUT : EPOLLIN, .data.ptr = c};
    epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &event);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(12345)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 64) < 0) {
        perror("server");
        return 1;
    }
    ep = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(ep, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        struct epoll_event events[16];
        int count = epoll_wait(ep, events, 16, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr) {
                ready(events[i].data.ptr);
                continue;
            }
            struct sockaddr_in peer;
            socklen_t size = sizeof peer;
            int fd = accept4(listener, (struct sockaddr *)&peer, &size, SOCK_NONBLOCK);
            struct client *c = fd < 0 ? NULL : calloc(1, sizeof *c);
            if (!c)
                continue;
            c->fd = fd;
            printf("Connected by %s, port %d\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
            event.events = EPOLLIN;
            event.data.ptr = c;
            epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event);
        }
    }
}
