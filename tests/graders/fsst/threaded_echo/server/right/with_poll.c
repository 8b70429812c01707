/* no threads at all: one poll() for everybody, and blocking writes */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX 200

int main(void)
{
    struct pollfd fds[MAX];
    int count = 1, yes = 1;
    struct sockaddr_in addr;
    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_port = htons(61111);
    inet_aton("127.0.0.1", &addr.sin_addr);
    fds[0].fd = socket(AF_INET, SOCK_STREAM, 0);
    fds[0].events = POLLIN;
    setsockopt(fds[0].fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fds[0].fd, (struct sockaddr *)&addr, sizeof addr) == -1) {
        perror("bind");
        return 1;
    }
    listen(fds[0].fd, 20);
    while (poll(fds, count, -1) > 0) {
        for (int i = count - 1; i > 0; i--) {
            char buffer[512];
            if (!fds[i].revents)
                continue;
            ssize_t n = recv(fds[i].fd, buffer, sizeof buffer, 0);
            if (n > 0) {
                printf("Received from client %.*s\n", (int)n, buffer);
                for (ssize_t done = 0, k; done < n; done += k)
                    if ((k = send(fds[i].fd, buffer + done, n - done, MSG_NOSIGNAL)) < 0)
                        break;
            } else {
                close(fds[i].fd);
                fds[i] = fds[--count];
            }
        }
        if (fds[0].revents && count < MAX) {
            struct sockaddr_in peer;
            socklen_t size = sizeof peer;
            fds[count].fd = accept(fds[0].fd, (struct sockaddr *)&peer, &size);
            fds[count].events = POLLIN;
            fds[count].revents = 0;
            printf("Connected by %s port %d\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
            count++;
        }
    }
    return 0;
}
