// fails: leaves_no_zombies, does_not_grow
// Nobody calls wait(): each child stays as a zombie.

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 61111
#define SIZE 1024

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
    int on = 1;
    struct sockaddr_in addr, peer;
    socklen_t len = sizeof(peer);

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
        if (fork() == 0) {
            close(s);
            echo(conn);
            exit(0);
        }
        close(conn);
    }
}
