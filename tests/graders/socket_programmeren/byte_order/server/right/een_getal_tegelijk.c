/* Eén getal tegelijk, met MSG_WAITALL. */

#include <arpa/inet.h>
#include <endian.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static int ontvang(int conn, void *doel, size_t lengte)
{
    return lengte == 0 || recv(conn, doel, lengte, MSG_WAITALL) == (ssize_t)lengte;
}

static void bedien(int conn)
{
    uint32_t aantal, getal;
    while (ontvang(conn, &aantal, sizeof aantal)) {
        aantal = ntohl(aantal);
        int64_t som = 0;
        for (uint32_t i = 0; i < aantal; i++) {
            if (!ontvang(conn, &getal, sizeof getal))
                return;
            som += (int32_t)ntohl(getal);
        }
        printf("Som van %" PRIu32 " getallen: %" PRId64 "\n", aantal, som);
        int64_t antwoord = htobe64(som);
        if (send(conn, &antwoord, sizeof antwoord, MSG_NOSIGNAL) < 0)
            return;
    }
}

int main(void)
{
    int luisteraar = socket(AF_INET, SOCK_STREAM, 0), aan = 1;
    setsockopt(luisteraar, SOL_SOCKET, SO_REUSEADDR, &aan, sizeof aan);
    struct sockaddr_in adres = {.sin_family = AF_INET, .sin_port = htons(65432)};
    inet_pton(AF_INET, "127.0.0.1", &adres.sin_addr);
    if (bind(luisteraar, (struct sockaddr *)&adres, sizeof adres) < 0 || listen(luisteraar, 5) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        socklen_t grootte = sizeof adres;
        int conn = accept(luisteraar, (struct sockaddr *)&adres, &grootte);
        printf("Connected by %s:%d\n", inet_ntoa(adres.sin_addr), ntohs(adres.sin_port));
        bedien(conn);
        close(conn);
    }
}
