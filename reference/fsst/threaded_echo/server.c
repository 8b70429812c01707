/* Echo server for any number of clients at once: a thread serves each. */

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
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
static int send_all(int connection, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(connection, data, length, 0);
        if (sent < 0)
            return -1;
        data += sent;
        length -= sent;
    }
    return 0;
}

/* What a thread does; its socket and its buffer are its own. */
static void *echo(void *argument)
{
    int connection = (int)(intptr_t)argument;
    char buffer[4096];
    ssize_t length;
    while ((length = recv(connection, buffer, sizeof buffer, 0)) > 0) {
        printf("Received from client %.*s\n", (int)length, buffer);
        if (send_all(connection, buffer, length) < 0)
            break;
    }
    if (length < 0)
        perror("lost a client");
    close(connection);
    return NULL;
}

int main(void)
{
    /* Writing to a client that is gone shall fail, and not end the server. */
    signal(SIGPIPE, SIG_IGN);
    int listener = listen_on(HOST, PORT);
    for (;;) {
        struct sockaddr_in peer;
        socklen_t size = sizeof peer;
        int connection = accept(listener, (struct sockaddr *)&peer, &size);
        if (connection < 0)
            die("accept");
        printf("Connected by %s:%d\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
        /* The number itself, not its address: the next accept() would overwrite what the thread reads there. */
        pthread_t thread;
        if (pthread_create(&thread, NULL, echo, (void *)(intptr_t)connection) != 0) {
            fprintf(stderr, "no thread for this client\n");
            close(connection);
            continue;
        }
        pthread_detach(thread); /* nobody waits for its end */
    }
}
