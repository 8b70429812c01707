#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int verbind(const char *host, const char *poort)
{
    struct addrinfo wens = {.ai_socktype = SOCK_STREAM}, *lijst, *a;
    int s = -1, fout = getaddrinfo(host, poort, &wens, &lijst);

    if (fout != 0) {
        fprintf(stderr, "%s: %s\n", host, gai_strerror(fout));
        return -1;
    }
    for (a = lijst; a != NULL; a = a->ai_next) {
        s = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
        if (s >= 0 && connect(s, a->ai_addr, a->ai_addrlen) == 0)
            break;
        fout = errno;
        if (s >= 0)
            close(s);
        s = -1;
    }
    freeaddrinfo(lijst);
    if (s < 0)
        fprintf(stderr, "%s: %s\n", host, strerror(fout));
    return s;
}

int main(int argc, char **argv)
{
    struct sockaddr_storage ander;
    socklen_t lengte = sizeof ander;
    char naam[NI_MAXHOST], *einde = "", *regel = NULL;
    size_t ruimte = 0;
    ssize_t gelezen;
    long poort = argc == 4 ? strtol(argv[2], &einde, 10) : 0;

    if (poort < 1 || poort > 65535 || *einde != '\0') {
        fprintf(stderr, "gebruik: %s HOST POORT BERICHT\n", argv[0]);
        return 2;
    }
    int s = verbind(argv[1], argv[2]);
    if (s < 0)
        return 1;
    if (getpeername(s, (struct sockaddr *)&ander, &lengte) < 0) {
        perror("getpeername");
        return 1;
    }
    getnameinfo((struct sockaddr *)&ander, lengte, naam, sizeof naam, NULL, 0, NI_NUMERICHOST);
    printf("Connected to %s\n", naam);
    FILE *lees = fdopen(s, "r"), *schrijf = fdopen(dup(s), "w");
    fprintf(schrijf, "%s\n", argv[3]);
    fflush(schrijf);
    gelezen = getline(&regel, &ruimte, lees);
    if (gelezen <= 0 || regel[gelezen - 1] != '\n') {
        fprintf(stderr, "geen heel antwoord\n");
        return 1;
    }
    printf("Received %s", regel);
    return 0;
}
