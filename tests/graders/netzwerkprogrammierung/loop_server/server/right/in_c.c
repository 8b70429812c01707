#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(8181)}, peer;
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);

    signal(SIGPIPE, SIG_IGN);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 5) < 0) {
        perror("8181");
        return 1;
    }
    printf("Waiting for connection\n");
    for (;;) {
        char answer[17 + 128] = "SERVER RECEIVED: ";
        socklen_t size = sizeof peer;
        int client = accept(listener, (struct sockaddr *)&peer, &size);
        printf("Client connected from ('%s', %d)\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
        ssize_t length = recv(client, answer + 17, 128, 0);
        if (length > 0) {
            printf("Received: b'%.*s'\n", (int)length, answer + 17);
            send(client, answer, 17 + length, 0);
        }
        close(client);
    }
}
