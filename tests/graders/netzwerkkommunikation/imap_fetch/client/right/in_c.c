/* One socket behind a FILE: fgets() for lines, fread() for literals. The password is read when it is needed. */
#include <netdb.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static FILE *in, *out;
static int tags;

static void fail(const char *what)
{
    fprintf(stderr, "failed: %s\n", what);
    exit(1);
}

static int patient_connection(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found, *each;
    struct timeval limit = {.tv_sec = 3};
    int error = getaddrinfo(host, port, &hints, &found);
    if (error != 0)
        fail(gai_strerror(error));
    for (each = found; each != NULL; each = each->ai_next) {
        int sock = socket(each->ai_family, SOCK_STREAM, 0);
        if (sock < 0)
            continue;
        setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        setsockopt(sock, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        if (connect(sock, each->ai_addr, each->ai_addrlen) == 0)
            return sock;
        close(sock);
    }
    perror("connect");
    exit(1);
}

/* A line of text without its end; its size stays. */
static char *read_line(char *line, size_t size)
{
    if (fgets(line, size, in) == NULL || strchr(line, '\n') == NULL)
        fail("no whole line from the server");
    line[strcspn(line, "\r\n")] = 0;
    return line;
}

/* The bytes of a literal, if the line announces one at its end; NULL if not. */
static char *read_literal(const char *line, size_t *length)
{
    const char *brace = strrchr(line, '{');
    char *end, *data;
    if (brace == NULL)
        return NULL;
    *length = strtoul(brace + 1, &end, 10);
    if (end == brace + 1 || strcmp(end, "}") != 0)
        return NULL;
    data = malloc(*length + 1);
    if (data == NULL)
        fail("no memory");
    if (fread(data, 1, *length, in) != *length)
        fail("the mail is cut short");
    return data;
}

static void put_quoted(const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

/* Begin a command; what follows it is for whoever calls. */
static void begin(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(out, "c%d ", ++tags);
    vfprintf(out, format, arguments);
    va_end(arguments);
}

static void finish(void)
{
    fputs("\r\n", out);
    if (fflush(out) != 0)
        fail("cannot send");
}

/* Read one answer: 1 if it is an untagged one, 0 if it is the last. */
static int answer(char *line, size_t size, char **literal, size_t *length)
{
    char tag[16];
    int n = snprintf(tag, sizeof tag, "c%d ", tags);
    *literal = NULL;
    read_line(line, size);
    if (strncmp(line, tag, n) == 0) {
        if (strncmp(line + n, "OK", 2) != 0)
            fail(line + n);
        return 0;
    }
    if (strncmp(line, "* ", 2) != 0)
        fail("this is no IMAP");
    if (strncmp(line, "* BYE", 5) == 0)
        fail(line);
    char rest[4096];
    *literal = read_literal(line, length);
    if (*literal != NULL)
        while (read_literal(read_line(rest, sizeof rest), &(size_t){0}) != NULL)
            ;
    return 1;
}

static void skip_answers(void)
{
    char line[65536], *literal;
    size_t length;
    finish();
    while (answer(line, sizeof line, &literal, &length))
        free(literal);
}

int main(int argc, char **argv)
{
    static char line[65536], uids[65536], password[4096], name[64];
    char *end, *literal;
    size_t length;
    int number = 0;
    long port = argc == 5 ? strtol(argv[2], &end, 10) : 0;
    if (argc != 5 || *end != 0 || port < 1 || port > 65535 || strpbrk(argv[3], "\r\n") || strpbrk(argv[4], "\r\n")) {
        fprintf(stderr, "usage: client HOST PORT USER MAILBOX\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);

    int sock = patient_connection(argv[1], argv[2]);
    in = fdopen(sock, "rb");
    out = fdopen(dup(sock), "wb");
    if (strncmp(read_line(line, sizeof line), "* OK", 4) != 0)
        fail(line);
    if (fgets(password, sizeof password, stdin) == NULL)
        fail("no password");
    password[strcspn(password, "\n")] = 0;
    begin("LOGIN ");
    put_quoted(argv[3]);
    fputc(' ', out);
    put_quoted(password);
    skip_answers();
    begin("EXAMINE ");
    put_quoted(argv[4]);
    skip_answers();

    begin("UID SEARCH UNSEEN");
    finish();
    while (answer(line, sizeof line, &literal, &length)) {
        if (strncmp(line, "* SEARCH", 8) == 0)
            strcpy(uids, line + 8);
        free(literal);
    }
    for (char *uid = strtok(uids, " "); uid != NULL; uid = strtok(NULL, " ")) {
        begin("UID FETCH %s (BODY.PEEK[])", uid);
        finish();
        while (answer(line, sizeof line, &literal, &length)) {
            if (literal == NULL)
                continue;
            snprintf(name, sizeof name, "%s.eml", uid);
            FILE *file = fopen(name, "wb");
            if (file == NULL || fwrite(literal, 1, length, file) != length || fclose(file) != 0)
                fail("cannot write");
            printf("%s: %zu Bytes\n", name, length);
            free(literal);
            number++;
        }
    }
    printf("Neu: %d\n", number);
    begin("LOGOUT");
    fputs("\r\n", out);
    fflush(out);
    while (fgets(line, sizeof line, in) != NULL)
        ;
    return 0;
}
