// fails: echoes_messages_as_long_as_a_buffer, serves_the_others_while_one_does_not_read
// fails: echoes_a_long_message
// When the buffer is full, recv() of no bytes gives 0, which looks like the end.

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 61111
#define SIZE 1024

static void *echo(void *arg)
{
    int conn = (int)(intptr_t)arg;
    char buffer[SIZE];
    ssize_t n;

    size_t used = 0;
    while ((n = recv(conn, buffer + used, SIZE - used, 0)) > 0) {
        printf("Received from client %.*s\n", (int)n, buffer + used);
        send(conn, buffer + used, n, 0);
        used += n;
    }
    close(conn);
    return NULL;
}

int main(void)
{
    int on = 1;
    struct sockaddr_in addr, peer;
    socklen_t len = sizeof(peer);

    signal(SIGPIPE, SIG_IGN);
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
        printf("Connected by %s:%d\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
        pthread_t thread;
        pthread_create(&thread, NULL, echo, (void *)(intptr_t)conn);
        pthread_detach(thread);
    }
}
