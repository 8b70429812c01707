// fails: serves_many_clients_at_once, does_not_grow
// The array of processes is full some time, and nobody is taken out of it.

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PORT 61111
#define SIZE 1024

#define CLIENTS 8
static pid_t children[CLIENTS];

static void reap(int number)
{
    (void)number;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
}

static void echo(int conn)
{
    char buffer[SIZE];
    ssize_t n;

    while ((n = recv(conn, buffer, SIZE, 0)) > 0) {
        printf("Received from client %.*s\n", (int)n, buffer);
        send(conn, buffer, n, 0);
    }
    close(conn);
}

int main(void)
{
    int on = 1, count = 0;
    struct sockaddr_in addr, peer;
    struct sigaction action = {.sa_handler = reap, .sa_flags = SA_RESTART};
    socklen_t len = sizeof(peer);

    sigaction(SIGCHLD, &action, NULL);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_port = htons(PORT);
    addr.sin_addr.s_addr = inet_addr("127.0.0.1");
    if (bind(s, (struct sockaddr *)&addr, sizeof(addr)) < 0) {
        perror("bind");
        return 1;
    }
    listen(s, 5);

    while (1) {
        int conn = accept(s, (struct sockaddr *)&peer, &len);
        if (conn < 0) {
            perror("accept");
            return 1;
        }
        printf("Connected by %s:%d\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
        if (count == CLIENTS) {
            printf("Sorry, we are full\n");
            close(conn);
            continue;
        }
        if ((children[count++] = fork()) == 0) {
            close(s);
            echo(conn);
            exit(0);
        }
        close(conn);
    }
}
