/* JSON zonder bibliotheek: genoeg voor wat deze server stuurt. */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void stop(const char *waarom)
{
    fprintf(stderr, "client: %s\n", waarom);
    exit(1);
}

static void gebruik(void)
{
    fprintf(stderr, "gebruik: client HOST PORT ACTIE WAARDE\n");
    exit(2);
}

static char *ontvang(int s, size_t lengte)
{
    char *data = calloc(lengte + 1, 1);
    size_t n = 0;
    while (n < lengte) {
        ssize_t k = recv(s, data + n, lengte - n, 0);
        if (k <= 0)
            stop(k ? "de verbinding is afgebroken" : "de verbinding is te vroeg gesloten");
        n += k;
    }
    return data;
}

/* Waar de waarde van deze sleutel begint. */
static char *waarde_van(char *json, const char *sleutel)
{
    char *p = strstr(json, sleutel);
    if (*json != '{' || !p)
        stop("er ontbreekt een sleutel");
    p += strlen(sleutel);
    while (isspace((unsigned char)*p) || *p == ':')
        p++;
    return p;
}

static void schrijf_escaped(char *doel, const char *tekst)
{
    char *p = doel + strlen(doel);
    for (; *tekst; tekst++) {
        if (*tekst == '"' || *tekst == '\\')
            *p++ = '\\';
        *p++ = *tekst;
    }
    *p = 0;
}

int main(int argc, char **argv)
{
    if (argc != 5)
        gebruik();
    char *einde;
    long port = strtol(argv[2], &einde, 10);
    if (*einde || einde == argv[2] || port < 1 || port > 65535)
        gebruik();

    struct sockaddr_in adres = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, argv[1], &adres.sin_addr) != 1)
        stop("geen IPv4-adres");
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&adres, sizeof adres) < 0)
        stop("geen server");

    char *inhoud = calloc(2 * (strlen(argv[3]) + strlen(argv[4])) + 64, 1);
    strcpy(inhoud, "{\"action\":\"");
    schrijf_escaped(inhoud, argv[3]);
    strcat(inhoud, "\",\"value\":\"");
    schrijf_escaped(inhoud, argv[4]);
    strcat(inhoud, "\"}");
    char header[200];
    int n = snprintf(header + 2, sizeof header - 2,
                     "{\"byteorder\":\"little\",\"content-type\":\"text/json\","
                     "\"content-encoding\":\"utf-8\",\"content-length\":%zu}",
                     strlen(inhoud));
    header[0] = n >> 8;
    header[1] = n & 255;
    send(s, header, n + 2, MSG_NOSIGNAL | MSG_MORE);
    send(s, inhoud, strlen(inhoud), MSG_NOSIGNAL);

    unsigned char *lengte = (unsigned char *)ontvang(s, 2);
    n = lengte[0] << 8 | lengte[1];
    if (n < 1 || n > 1024)
        stop("de headerlengte klopt niet");
    char *antwoord_header = ontvang(s, n);
    long grootte = strtol(waarde_van(antwoord_header, "\"content-length\""), &einde, 10);
    if (grootte < 0 || grootte > 1000000)
        stop("de content-length klopt niet");
    char *p = waarde_van(ontvang(s, grootte), "\"result\"");
    if (*p++ != '"')
        stop("het resultaat is geen tekst");
    for (; *p && *p != '"'; p++) {
        if (*p == '\\' && p[1] == 'u') {
            unsigned code;
            sscanf(p + 2, "%4x", &code);
            p += 5;
            if (code >= 0x80)
                putchar(0xC0 | code >> 6);
            putchar(code < 0x80 ? code : 0x80 | (code & 0x3F));
            continue;
        }
        if (*p == '\\')
            p++;
        putchar(*p);
    }
    putchar('\n');
    close(s);
    return 0;
}
