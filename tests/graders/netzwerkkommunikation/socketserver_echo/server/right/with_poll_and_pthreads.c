/* What ThreadingTCPServer does, in C: poll() says that somebody has come, and a thread serves each client. */
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
    int connection;
    struct sockaddr_in address;
};

static void say(const char *word, const struct client *client)
{
    char ip[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &client->address.sin_addr, ip, sizeof ip);
    printf("%s: %s:%d\n", word, ip, ntohs(client->address.sin_port));
}

static int send_all(int connection, const char *data, ssize_t length)
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

static void *serve(void *argument)
{
    struct client *client = argument;
    char buffer[1024];
    ssize_t number;

    say("Verbunden", client);
    while ((number = recv(client->connection, buffer, sizeof buffer, 0)) > 0)
        if (send_all(client->connection, buffer, number) < 0)
            break;
    say("Getrennt", client);
    close(client->connection);
    free(client);
    return NULL;
}

static void welcome(int listener)
{
    struct client *client = malloc(sizeof *client);
    socklen_t size = sizeof client->address;
    pthread_t thread;

    client->connection = accept(listener, (struct sockaddr *)&client->address, &size);
    if (client->connection < 0 || pthread_create(&thread, NULL, serve, client) != 0) {
        perror("client");
        if (client->connection >= 0)
            close(client->connection);
        free(client);
        return;
    }
    pthread_detach(thread);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(50000)};

    signal(SIGPIPE, SIG_IGN);
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 5) < 0) {
        perror("server");
        return 1;
    }
    struct pollfd watched = {.fd = listener, .events = POLLIN};
    for (;;)
        if (poll(&watched, 1, -1) > 0)
            welcome(listener);
}
