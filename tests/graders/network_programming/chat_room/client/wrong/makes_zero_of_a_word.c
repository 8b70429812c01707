/* fails: refuses_a_port_that_is_no_number, refuses_a_port_out_of_range */
/* atoi() gives 0 for what is no number, and htons() cuts off what is too large. */
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
    int error = getaddrinfo(host, port, &hints, &found);
    if (error) {
        fprintf(stderr, "%s: %s\n", host, gai_strerror(error));
        exit(1);
    }
    int s = socket(found->ai_family, found->ai_socktype, 0);
    if (connect(s, found->ai_addr, found->ai_addrlen) < 0) {
        perror(host);
        exit(1);
    }
    freeaddrinfo(found);
    return s;
}

int main(int argc, char **argv)
{
    char buffer[2000];
    if (argc != 3 || atoi(argv[2]) > 65535) {
        fprintf(stderr, "usage: client HOST PORT\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    int s = connect_to(argv[1], argv[2]);
    struct pollfd fds[] = {{.fd = s, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
    for (;;) {
        if (poll(fds, 2, -1) < 0)
            continue;
        if (fds[0].revents) {
            ssize_t n = recv(s, buffer, sizeof buffer, 0);
            if (n < 0) {
                perror("recv");
                return 1;
            }
            if (n == 0) {
                if (fds[1].fd < 0)
                    return 0;
                fprintf(stderr, "the server has closed the connection\n");
                return 1;
            }
            fwrite(buffer, 1, n, stdout);
            fflush(stdout);
        }
        if (fds[1].revents) {
            ssize_t n = read(0, buffer, sizeof buffer);
            if (n <= 0) {
                shutdown(s, SHUT_WR);
                fds[1].fd = -1;
            } else if (send(s, buffer, n, 0) < 0) {
                perror("send");
                return 1;
            }
        }
    }
}
