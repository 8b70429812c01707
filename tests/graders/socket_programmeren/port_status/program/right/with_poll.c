#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Het foutnummer van een poging; ETIMEDOUT als er binnen een seconde geen antwoord is. */
static int probeer(struct sockaddr_in *adres)
{
    int fout = 0;
    socklen_t lengte = sizeof fout;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (s < 0)
        return errno;
    fcntl(s, F_SETFL, O_NONBLOCK);
    if (connect(s, (struct sockaddr *)adres, sizeof *adres) < 0) {
        fout = errno;
        if (fout == EINPROGRESS) {
            struct pollfd p = {.fd = s, .events = POLLOUT};
            if (poll(&p, 1, 1000) == 0)
                fout = ETIMEDOUT;
            else
                getsockopt(s, SOL_SOCKET, SO_ERROR, &fout, &lengte);
        }
    }
    close(s);
    return fout;
}

int main(int argc, char **argv)
{
    int i, resultaat = 0;
    struct addrinfo wens = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *gevonden;

    if (argc < 3) {
        fprintf(stderr, "gebruik: %s HOST POORT [POORT ...]\n", argv[0]);
        return 2;
    }
    for (i = 2; i < argc; i++) {
        char *einde;
        long poort = strtol(argv[i], &einde, 10);
        if (*einde != '\0' || poort < 1 || poort > 65535) {
            fprintf(stderr, "%s: geen poort\n", argv[i]);
            return 2;
        }
    }
    i = getaddrinfo(argv[1], NULL, &wens, &gevonden);
    if (i != 0) {
        fprintf(stderr, "%s: %s\n", argv[1], gai_strerror(i));
        return 1;
    }
    struct sockaddr_in adres = *(struct sockaddr_in *)gevonden->ai_addr;
    freeaddrinfo(gevonden);
    for (i = 2; i < argc; i++) {
        adres.sin_port = htons(atoi(argv[i]));
        int fout = probeer(&adres);
        if (fout == 0)
            printf("%s open\n", argv[i]);
        else if (fout == ECONNREFUSED)
            printf("%s closed\n", argv[i]);
        else if (fout == ETIMEDOUT)
            printf("%s filtered\n", argv[i]);
        else {
            fprintf(stderr, "%s: %s\n", argv[1], strerror(fout));
            return 1;
        }
        if (fout != 0)
            resultaat = 1;
    }
    return resultaat;
}
