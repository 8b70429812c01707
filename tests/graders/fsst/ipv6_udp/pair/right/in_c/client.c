#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char line[70000], answer[70000];

int main(void)
{
    struct sockaddr_in6 server, from;
    socklen_t size;
    int s = socket(AF_INET6, SOCK_DGRAM, 0);

    memset(&server, 0, sizeof(server));
    server.sin6_family = AF_INET6;
    server.sin6_port = htons(61111);
    inet_pton(AF_INET6, "::1", &server.sin6_addr);
    printf("Type 'end' to quit\n");
    fflush(stdout);
    while (fgets(line, sizeof(line), stdin) != NULL) {
        line[strcspn(line, "\n")] = 0;
        if (strcmp(line, "end") == 0)
            break;
        while (recv(s, answer, sizeof(answer), MSG_DONTWAIT) >= 0)
            ;
        if (sendto(s, line, strlen(line), 0, (struct sockaddr *)&server, sizeof(server)) < 0) {
            perror("sendto");
            return 1;
        }
        for (;;) {
            struct pollfd p = {s, POLLIN, 0};
            if (poll(&p, 1, 3000) <= 0) {
                fprintf(stderr, "no answer\n");
                return 1;
            }
            size = sizeof(from);
            ssize_t n = recvfrom(s, answer, sizeof(answer) - 1, 0, (struct sockaddr *)&from, &size);
            if (n < 0 || from.sin6_port != server.sin6_port)
                continue;
            answer[n] = 0;
            printf("Received: %s\n", answer);
            fflush(stdout);
            break;
        }
    }
    printf("cleaning up ...\n");
    close(s);
    return 0;
}
