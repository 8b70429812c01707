// fails: refuses_a_count_that_is_no_number
// atoi() takes what is at the beginning of the text for the number.

/* Shows the IP packets of one protocol that arrive at this machine. */

#include <arpa/inet.h>
#include <netinet/ip.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { MAX_SIZE = 65535 }; /* bytes; no packet has more */

static const struct {
    const char *argument, *name;
    int number;
} PROTOCOLS[] = {{"icmp", "ICMP", IPPROTO_ICMP}, {"tcp", "TCP", IPPROTO_TCP}, {"udp", "UDP", IPPROTO_UDP}};
enum { NONE = sizeof PROTOCOLS / sizeof *PROTOCOLS };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* The place in the table; NONE for any other protocol. */
static int find(const char *argument)
{
    int at = 0;
    while (at < NONE && strcmp(argument, PROTOCOLS[at].argument) != 0)
        at++;
    return at;
}

/* ":PORT" for TCP and UDP, which begin with both ports; nothing where there are none. */
static void write_port(char *text, size_t size, const uint8_t *at)
{
    uint16_t port;
    memcpy(&port, at, sizeof port);
    snprintf(text, size, ":%d", ntohs(port));
}

static void describe(const char *name, const uint8_t *packet)
{
    struct iphdr header; /* RFC 791, 3.1; options may follow */
    memcpy(&header, packet, sizeof header);
    int length = header.ihl * 4; /* ihl counts words of four bytes */
    int size = ntohs(header.tot_len) - length;
    char source[INET_ADDRSTRLEN], target[INET_ADDRSTRLEN], from_port[8] = "", to_port[8] = "";
    inet_ntop(AF_INET, &header.saddr, source, sizeof source);
    inet_ntop(AF_INET, &header.daddr, target, sizeof target);
    if (header.protocol != IPPROTO_ICMP && size >= 4) {
        write_port(from_port, sizeof from_port, packet + length);
        write_port(to_port, sizeof to_port, packet + length + 2);
    }
    printf("%s %s%s -> %s%s, %d Bytes\n", name, source, from_port, target, to_port, size);
    fflush(stdout); /* somebody may read along through a pipe */
}

int main(int argc, char **argv)
{
    int protocol = argc == 3 ? find(argv[1]) : NONE;
    long count = argc == 3 ? atoi(argv[2]) : 0;
    if (protocol == NONE || count < 1) {
        fprintf(stderr, "usage: %s icmp|tcp|udp COUNT\n", argv[0]);
        return 2;
    }
    int sock = socket(AF_INET, SOCK_RAW, PROTOCOLS[protocol].number);
    if (sock < 0)
        die("socket: only root may open a raw one, or a program with CAP_NET_RAW");
    for (; count > 0; count--) {
        uint8_t packet[MAX_SIZE];
        if (recv(sock, packet, sizeof packet, 0) < 0)
            die("recv");
        describe(PROTOCOLS[protocol].name, packet);
    }
    return EXIT_SUCCESS;
}
