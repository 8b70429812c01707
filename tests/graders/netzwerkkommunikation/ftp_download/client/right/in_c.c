/* Two sockets; control lines are read byte by byte, so that nothing of the next reply is taken with them. */
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static const char *file_name;
static FILE *file;

static void fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    if (file != NULL)
        remove(file_name);
    exit(1);
}

static int patient_socket(const struct addrinfo *to)
{
    struct timeval limit = {.tv_sec = 3};
    int sock = socket(to->ai_family, SOCK_STREAM, 0);
    if (sock >= 0) {
        setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        setsockopt(sock, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        if (connect(sock, to->ai_addr, to->ai_addrlen) == 0)
            return sock;
        close(sock);
    }
    return -1;
}

static void read_line(int sock, char *line, size_t size)
{
    size_t length = 0;
    for (;;) {
        char c;
        ssize_t n = recv(sock, &c, 1, 0);
        if (n == 0)
            fail("the server hung up");
        if (n < 0) {
            perror("recv");
            fail("no reply");
        }
        if (c == '\n')
            break;
        if (length + 1 < size)
            line[length++] = c;
    }
    line[length] = 0;
}

/* The number of a whole reply; its last line stays in `line`. */
static int reply(int sock, char *line, size_t size)
{
    char number[4] = "";
    read_line(sock, line, size);
    memcpy(number, line, strnlen(line, 3));
    if (strspn(number, "0123456789") != 3)
        fail("this is no FTP");
    if (line[3] == '-')
        do
            read_line(sock, line, size);
        while (strncmp(line, number, 3) != 0 || line[3] != ' ');
    if (number[0] > '3')
        fail(line);
    return atoi(number);
}

static int ask(int sock, const char *command, const char *argument, char *line, size_t size)
{
    char text[4096];
    int length = snprintf(text, sizeof text, "%s%s\r\n", command, argument);
    if (length >= (int)sizeof text)
        fail("a path that is too long");
    if (send(sock, text, length, 0) != length)
        fail("cannot send");
    return reply(sock, line, size);
}

int main(int argc, char **argv)
{
    char *end, line[4096];
    long port = argc == 5 ? strtol(argv[2], &end, 10) : 0;
    if (argc != 5 || *end != 0 || port < 1 || port > 65535) {
        fprintf(stderr, "usage: client HOST PORT PATH FILE\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found, *each;
    int error = getaddrinfo(argv[1], argv[2], &hints, &found);
    if (error != 0)
        fail(gai_strerror(error));
    int control = -1;
    for (each = found; each != NULL && control < 0; each = each->ai_next)
        control = patient_socket(each);
    if (control < 0) {
        perror("connect");
        return 1;
    }
    reply(control, line, sizeof line);
    if (ask(control, "USER ", "anonymous", line, sizeof line) == 331)
        ask(control, "PASS ", "guest", line, sizeof line);
    ask(control, "TYPE I", "", line, sizeof line);
    ask(control, "PASV", "", line, sizeof line);
    unsigned p1, p2;
    char *open_bracket = strchr(line, '(');
    if (open_bracket == NULL || sscanf(open_bracket, "(%*u,%*u,%*u,%*u,%u,%u)", &p1, &p2) != 2)
        fail(line);
    struct sockaddr_storage server;
    socklen_t size = sizeof server;
    getpeername(control, (struct sockaddr *)&server, &size);
    char host[NI_MAXHOST], data_port[8];
    getnameinfo((struct sockaddr *)&server, size, host, sizeof host, NULL, 0, NI_NUMERICHOST);
    snprintf(data_port, sizeof data_port, "%u", p1 * 256 + p2);
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    if (getaddrinfo(host, data_port, &hints, &found) != 0)
        fail("no such port");
    int data = patient_socket(found);
    if (data < 0)
        fail("no data connection");
    ask(control, "RETR ", argv[3], line, sizeof line);
    file_name = argv[4];
    file = fopen(file_name, "wb");
    if (file == NULL) {
        perror(file_name);
        return 1;
    }
    static char buffer[65536];
    long length = 0;
    ssize_t n;
    while ((n = recv(data, buffer, sizeof buffer, 0)) > 0) {
        if (fwrite(buffer, 1, n, file) != (size_t)n)
            fail("cannot write");
        length += n;
    }
    if (n < 0) {
        perror("recv");
        fail("the data broke off");
    }
    close(data);
    reply(control, line, sizeof line);
    if (fclose(file) != 0)
        fail("cannot write");
    printf("%ld Bytes\n", length);
    close(control);
    return 0;
}
