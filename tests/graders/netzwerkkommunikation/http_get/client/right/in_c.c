/* HTTP/1.0 over a socket with SO_RCVTIMEO; the whole answer is kept in memory before it is looked at. */
#define _GNU_SOURCE
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct place {
    char host[256], port[16], path[1024];
};

static int take_apart(const char *url, struct place *place)
{
    if (strncmp(url, "http://", 7) != 0)
        return 0;
    url += 7;
    size_t host = strcspn(url, ":/?");
    if (host == 0 || host >= sizeof place->host)
        return 0;
    snprintf(place->host, sizeof place->host, "%.*s", (int)host, url);
    url += host;
    strcpy(place->port, "80");
    if (*url == ':') {
        size_t port = strspn(++url, "0123456789");
        if (port == 0 || port >= sizeof place->port)
            return 0;
        snprintf(place->port, sizeof place->port, "%.*s", (int)port, url);
        url += port;
    }
    snprintf(place->path, sizeof place->path, "%s%s", *url == '/' ? "" : "/", url);
    return 1;
}

static int connect_to(const struct place *place)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found, *each;
    struct timeval limit = {.tv_sec = 3};
    int error = getaddrinfo(place->host, place->port, &hints, &found), s = -1;
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", place->host, gai_strerror(error));
        return -1;
    }
    for (each = found; each != NULL; each = each->ai_next) {
        s = socket(each->ai_family, SOCK_STREAM, 0);
        setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        if (connect(s, each->ai_addr, each->ai_addrlen) == 0)
            break;
        perror("connect");
        close(s);
        s = -1;
    }
    freeaddrinfo(found);
    return s;
}

/* The whole answer, with a zero behind it, or NULL. */
static char *ask(const struct place *place, size_t *length)
{
    int s = connect_to(place);
    if (s < 0)
        return NULL;
    char request[2048];
    int size = snprintf(request, sizeof request, "GET %s HTTP/1.0\r\nHost: %s:%s\r\n\r\n",
                        place->path, place->host, place->port);
    for (int done = 0; done < size;) {
        ssize_t n = send(s, request + done, size - done, MSG_NOSIGNAL);
        if (n < 0) {
            perror("send");
            close(s);
            return NULL;
        }
        done += n;
    }
    size_t room = 1 << 16;
    char *answer = malloc(room + 1);
    ssize_t n;
    *length = 0;
    while ((n = recv(s, answer + *length, room - *length, 0)) > 0) {
        *length += n;
        if (*length == room)
            answer = realloc(answer, (room *= 2) + 1);
    }
    if (n < 0) {
        perror("recv");
        free(answer);
        answer = NULL;
    } else {
        answer[*length] = 0;
    }
    close(s);
    return answer;
}

/* The value of a field of the head, or NULL. */
static const char *field(const char *head, const char *end, const char *name)
{
    const char *line = strstr(head, "\r\n");
    while (line != NULL && line < end) {
        line += 2;
        if (strncasecmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':') {
            line += strlen(name) + 1;
            return line + strspn(line, " \t");
        }
        line = strstr(line, "\r\n");
    }
    return NULL;
}

static int is_reference(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static int keep(const char *name, const char *content, size_t length)
{
    FILE *file = fopen(name, "wb");
    if (file == NULL || fwrite(content, 1, length, file) != length || fclose(file) != 0) {
        perror(name);
        return 1;
    }
    printf("200 OK, %zu Bytes\n", length);
    return 0;
}

int main(int argc, char **argv)
{
    struct place place;
    if (argc != 3 || !take_apart(argv[1], &place)) {
        fprintf(stderr, "usage: client URL FILE\n");
        return 2;
    }
    for (int references = 0; references < 15; references++) {
        size_t length;
        char *answer = ask(&place, &length);
        if (answer == NULL)
            return 1;
        int status;
        char *end = strstr(answer, "\r\n\r\n");
        if (end == NULL || sscanf(answer, "HTTP/%*d.%*d %d", &status) != 1) {
            fprintf(stderr, "no answer of HTTP\n");
            return 1;
        }
        const char *location = field(answer, end, "Location"), *size = field(answer, end, "Content-Length");
        if (is_reference(status) && location != NULL) {
            char where[1024];
            snprintf(where, sizeof where, "%.*s", (int)strcspn(location, "\r"), location);
            if (where[0] == '/') {
                snprintf(place.path, sizeof place.path, "%s", where);
            } else if (!take_apart(where, &place)) {
                fprintf(stderr, "cannot go to %s\n", where);
                return 1;
            }
            free(answer);
            continue;
        }
        if (status != 200) {
            fprintf(stderr, "the server says %d\n", status);
            return 1;
        }
        size_t got = answer + length - (end + 4);
        if (size != NULL && got < strtoul(size, NULL, 10)) {
            fprintf(stderr, "only %zu bytes\n", got);
            return 1;
        }
        return keep(argv[2], end + 4, got);
    }
    fprintf(stderr, "too many references\n");
    return 1;
}
