/* It waits in poll(), and takes the bytes one by one. */
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;

static void stop(int number)
{
    (void)number;
    stopped = 1;
}

static unsigned both(const unsigned char *at)
{
    return at[0] << 8 | at[1];
}

static void end(const unsigned char *address, const unsigned char *port)
{
    printf("%u.%u.%u.%u", address[0], address[1], address[2], address[3]);
    if (port != NULL)
        printf(":%u", both(port));
}

int main(int argc, char *argv[])
{
    int count;
    char rest;
    if (argc != 3 || sscanf(argv[2], "%d%c", &count, &rest) != 1 || count < 1 ||
        (strcmp(argv[1], "icmp") && strcmp(argv[1], "tcp") && strcmp(argv[1], "udp"))) {
        fputs("usage: program icmp|tcp|udp COUNT\n", stderr);
        return 2;
    }
    int number = strcmp(argv[1], "tcp") == 0 ? IPPROTO_TCP : strcmp(argv[1], "udp") == 0 ? IPPROTO_UDP : IPPROTO_ICMP;
    const char *name = number == IPPROTO_TCP ? "TCP" : number == IPPROTO_UDP ? "UDP" : "ICMP";
    int sock = socket(AF_INET, SOCK_RAW | SOCK_NONBLOCK, number);
    if (sock == -1) {
        perror("socket");
        return 1;
    }
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGINT, &action, NULL);
    while (count > 0 && !stopped) {
        struct pollfd watched = {.fd = sock, .events = POLLIN};
        if (poll(&watched, 1, -1) < 1)
            continue;
        unsigned char first[128];
        struct iovec space = {.iov_base = first, .iov_len = sizeof first};
        struct msghdr message = {.msg_iov = &space, .msg_iovlen = 1};
        if (recvmsg(sock, &message, 0) < 20)
            continue;
        unsigned length = (first[0] & 15) * 4, size = both(first + 2) - length;
        int has_ports = number != IPPROTO_ICMP && size >= 4;
        printf("%s ", name);
        end(first + 12, has_ports ? first + length : NULL);
        printf(" -> ");
        end(first + 16, has_ports ? first + length + 2 : NULL);
        printf(", %u Bytes\n", size);
        fflush(stdout);
        count--;
    }
    close(sock);
    return 0;
}
