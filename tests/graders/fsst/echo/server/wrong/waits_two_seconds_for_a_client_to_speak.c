// fails: waits_for_a_silent_client
// SO_RCVTIMEO: recv() gives -1 when the client is silent, and that is taken for its end.

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 61111
#define SIZE 1024

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
        struct timeval two_seconds = {2, 0};
        char buffer[SIZE];
        ssize_t n;
        setsockopt(conn, SOL_SOCKET, SO_RCVTIMEO, &two_seconds, sizeof(two_seconds));
        while ((n = recv(conn, buffer, SIZE, 0)) > 0) {
            printf("Received from client %.*s\n", (int)n, buffer);
            send(conn, buffer, n, 0);
        }
        close(conn);
    }
}
