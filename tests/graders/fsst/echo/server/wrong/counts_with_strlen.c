// fails: echoes_message_after_message, prints_no_more_than_it_received, echoes_a_long_message
// fails: echoes_binary_data
// recv() writes no zero behind the data, and data may contain one:
// the rest of a longer message is sent again.

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
        static char buffer[SIZE + 1];
        ssize_t n;
        while ((n = recv(conn, buffer, SIZE, 0)) > 0) {
            printf("Received from client %s\n", buffer);
            send(conn, buffer, strlen(buffer), 0);
        }
        close(conn);
    }
}
