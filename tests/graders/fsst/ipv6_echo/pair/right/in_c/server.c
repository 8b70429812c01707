/* the simplest thing that works */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    struct addrinfo hints, *res;
    const char *port = argc > 1 ? argv[1] : "61111";
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET6;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo("::1", port, &hints, &res) != 0)
        return 1;
    int s = socket(res->ai_family, res->ai_socktype, res->ai_protocol);
    if (bind(s, res->ai_addr, res->ai_addrlen) == -1) {
        perror("bind");
        return 1;
    }
    freeaddrinfo(res);
    listen(s, 10);
    while (1) {
        int c = accept(s, NULL, NULL);
        char b;
        while (read(c, &b, 1) == 1)
            if (write(c, &b, 1) != 1)
                break;
        close(c);
    }
    return 0;
}
