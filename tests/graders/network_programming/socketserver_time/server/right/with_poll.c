/* What socketserver does, in C: poll() says that somebody has come, and then accept() takes the client. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void tell(int client)
{
    char text[64];
    time_t now = time(NULL);
    int length = snprintf(text, sizeof text, "%.24s\r\n", ctime(&now));
    if (send(client, text, length, MSG_NOSIGNAL) < 0)
        perror("send");
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(9999)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 5) < 0) {
        perror("server");
        return 1;
    }
    struct pollfd watched = {.fd = listener, .events = POLLIN};
    for (;;) {
        if (poll(&watched, 1, 500) <= 0)
            continue;
        struct sockaddr_in peer;
        socklen_t size = sizeof peer;
        int client = accept(listener, (struct sockaddr *)&peer, &size);
        if (client < 0)
            continue;
        printf("Got a connection from %s:%d\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
        tell(client);
        close(client);
    }
}
