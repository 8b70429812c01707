#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* getaddrinfo() and getnameinfo() do for any family. */
int main(void)
{
    static char buffer[66000];
    struct addrinfo hints, *where;
    memset(&hints, 0, sizeof hints);
    hints.ai_socktype = SOCK_DGRAM;
    hints.ai_flags = AI_NUMERICHOST | AI_PASSIVE;
    if (getaddrinfo("::1", "61111", &hints, &where) != 0)
        return 1;
    int s = socket(where->ai_family, where->ai_socktype, 0);
    if (s < 0 || bind(s, where->ai_addr, where->ai_addrlen) < 0) {
        perror("bind");
        return 1;
    }
    freeaddrinfo(where);
    while (1) {
        struct sockaddr_storage peer;
        struct iovec part = {buffer, sizeof buffer};
        struct msghdr message = {.msg_name = &peer, .msg_namelen = sizeof peer, .msg_iov = &part, .msg_iovlen = 1};
        ssize_t n = recvmsg(s, &message, 0);
        if (n < 0)
            continue;
        part.iov_len = n;
        sendmsg(s, &message, 0);
        char ip[100], port[20];
        getnameinfo((void *)&peer, message.msg_namelen, ip, sizeof ip, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
        printf("Received from [%s]:%s: ", ip, port);
        fwrite(buffer, 1, n, stdout);
        putchar('\n');
        fflush(stdout);
    }
}
