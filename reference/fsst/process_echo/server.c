/* Echo server for any number of clients at once: a process serves each. */

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static const char HOST[] = "127.0.0.1";
enum { PORT = 61111 };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int listen_on(const char *host, int port)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0)
        die("socket");
    /* Start again at once, although connections of an earlier run may still be in TIME_WAIT. */
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, host, &address.sin_addr);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0)
        die("bind");
    if (listen(listener, SOMAXCONN) < 0)
        die("listen");
    return listener;
}

/* send() may take only a part of the data. */
static void send_all(int connection, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(connection, data, length, 0);
        if (sent < 0)
            die("lost a client");
        data += sent;
        length -= sent;
    }
}

/* What a child does: serve one client until it has finished. */
static void echo(int connection)
{
    char buffer[4096];
    ssize_t length;
    while ((length = recv(connection, buffer, sizeof buffer, 0)) > 0) {
        printf("Received from client %.*s\n", (int)length, buffer);
        send_all(connection, buffer, length);
    }
    if (length < 0)
        die("lost a client");
}

int main(void)
{
    /* No zombies: the kernel forgets a child as soon as it ends, if its parent has said that it does not care. */
    signal(SIGCHLD, SIG_IGN);
    int listener = listen_on(HOST, PORT);
    for (;;) {
        struct sockaddr_in peer;
        socklen_t size = sizeof peer;
        int connection = accept(listener, (struct sockaddr *)&peer, &size);
        if (connection < 0)
            die("accept");
        printf("Connected by %s:%d\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
        fflush(stdout); /* or the child would have these words in its buffer as well */
        switch (fork()) {
        case -1:
            perror("no process for this client");
            break;
        case 0:
            close(listener);
            echo(connection);
            return EXIT_SUCCESS;
        }
        close(connection); /* the parent's copy: the child has its own */
    }
}
