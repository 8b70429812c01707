// fails: listens_at_the_documented_address
// The port is in the machine's byte order.

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static const char HOST[] = "::1";
enum { PORT = 61111, MAX_SIZE = 65536 }; /* bytes; no datagram has more */

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int receive_on(const char *host, int port)
{
    int sock = socket(AF_INET6, SOCK_DGRAM, 0);
    if (sock < 0)
        die("socket");
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = port};
    inet_pton(AF_INET6, host, &address.sin6_addr);
    if (bind(sock, (struct sockaddr *)&address, sizeof address) < 0)
        die("bind");
    return sock;
}

int main(void)
{
    int sock = receive_on(HOST, PORT);
    for (;;) {
        char buffer[MAX_SIZE], text[INET6_ADDRSTRLEN];
        /* Without a connection every datagram may come from somebody else. */
        struct sockaddr_in6 sender;
        socklen_t size = sizeof sender;
        ssize_t length = recvfrom(sock, buffer, sizeof buffer, 0, (struct sockaddr *)&sender, &size);
        if (length < 0)
            die("recvfrom");
        /* Even an empty one, of length 0, wants its answer. */
        inet_ntop(AF_INET6, &sender.sin6_addr, text, sizeof text);
        printf("Received from [%s]:%d: %.*s\n", text, ntohs(sender.sin6_port), (int)length, buffer);
        if (sendto(sock, buffer, length, 0, (struct sockaddr *)&sender, size) < 0)
            perror("sendto");
    }
}
