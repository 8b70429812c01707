#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(61111) };
    int s = socket(AF_INET, SOCK_STREAM, 0), c, one = 1;
    static char buf[65536];
    socklen_t len;

    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    signal(SIGPIPE, SIG_IGN);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 10)) {
        perror("echo");
        return 1;
    }
    while (len = sizeof a, (c = accept(s, (struct sockaddr *)&a, &len)) >= 0) {
        printf("Connected by %s:%u\n", inet_ntoa(a.sin_addr), ntohs(a.sin_port));
        for (ssize_t n, k; (n = recv(c, buf, sizeof buf, 0)) > 0; ) {
            printf("Received from client %.*s\n", (int)n, buf);
            for (ssize_t i = 0; i < n && (k = send(c, buf + i, n - i, 0)) > 0; i += k)
                ;
        }
        close(c);
    }
    perror("accept");
    return 1;
}
