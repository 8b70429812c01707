/* One buffer, from which lines are taken; each mail is in memory before its file is begun. */
#include <ctype.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

static int sock = -1;
static char buffer[65536];
static size_t filled, taken;

static void fail(const char *what)
{
    fprintf(stderr, "client: %s\n", what);
    exit(1);
}

static void fail_with_errno(const char *what)
{
    perror(what);
    exit(1);
}

/* A line, with a zero instead of CR LF; its length. */
static size_t read_line(char *line, size_t size)
{
    size_t length = 0;
    for (;;) {
        if (taken == filled) {
            ssize_t n = recv(sock, buffer, sizeof buffer, 0);
            if (n < 0)
                fail_with_errno("recv");
            if (n == 0)
                fail("the server hung up");
            filled = n;
            taken = 0;
        }
        char c = buffer[taken++];
        if (c == '\n')
            break;
        if (length + 1 == size)
            fail("a line is too long");
        line[length++] = c;
    }
    if (length > 0 && line[length - 1] == '\r')
        length--;
    line[length] = 0;
    return length;
}

static void send_all(const char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = send(sock, data, size, 0);
        if (n < 0)
            fail_with_errno("send");
        data += n;
        size -= n;
    }
}

static void expect_ok(char *line, size_t size)
{
    read_line(line, size);
    if (strncmp(line, "+OK", 3) != 0)
        fail(line);
}

static void ask(const char *command, const char *argument, char *line, size_t size)
{
    char text[2048];
    int length = snprintf(text, sizeof text, "%s%s\r\n", command, argument);
    if (length >= (int)sizeof text)
        fail("too long an argument");
    send_all(text, length);
    expect_ok(line, size);
}

static int digit(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : toupper((unsigned char)c) - 'A' + 10;
}

static size_t decode_q(const char *in, const char *end, char *out)
{
    char *to = out;
    for (; in < end; in++)
        if (*in == '=' && end - in > 2) {
            *to++ = (char)(digit(in[1]) * 16 + digit(in[2]));
            in += 2;
        } else {
            *to++ = *in == '_' ? ' ' : *in;
        }
    return to - out;
}

static size_t decode_b(const char *in, const char *end, char *out)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *to = out;
    unsigned bits = 0, number = 0;
    for (; in < end && *in != '='; in++) {
        const char *found = strchr(letters, *in);
        if (found == NULL)
            continue;
        bits = bits << 6 | (unsigned)(found - letters);
        number += 6;
        if (number >= 8) {
            number -= 8;
            *to++ = (char)(bits >> number & 0xff);
        }
    }
    return to - out;
}

/* An encoded word in UTF-8 at `text`: the place behind it, and the decoded letters; NULL if there is none. */
static const char *encoded_word(const char *text, char *out, size_t *length)
{
    if (strncasecmp(text, "=?utf-8?", 8) != 0 || text[8] == 0 || text[9] != '?')
        return NULL;
    const char *end = strstr(text + 10, "?=");
    if (end == NULL)
        return NULL;
    *length = tolower((unsigned char)text[8]) == 'q' ? decode_q(text + 10, end, out) : decode_b(text + 10, end, out);
    return end + 2;
}

static void decode(const char *text, char *out)
{
    int after_a_word = 0;
    while (*text) {
        size_t blanks = strspn(text, " \t"), length;
        const char *next = encoded_word(text + blanks, out + blanks, &length);
        if (next != NULL) {
            if (after_a_word) {
                memmove(out, out + blanks, length);
            } else {
                memset(out, ' ', blanks);
                length += blanks;
            }
            out += length;
            text = next;
            after_a_word = 1;
        } else {
            size_t rest = blanks + strcspn(text + blanks, " \t");
            memcpy(out, text, rest);
            out += rest;
            text += rest;
            after_a_word = 0;
        }
    }
    *out = 0;
}

static size_t fetch(int number, const char *folder)
{
    char line[65536], command[32], subject[65536] = "", name[4096];
    int in_head = 1, in_subject = 0, has_subject = 0;
    char *mail = NULL;
    size_t size;
    FILE *memory = open_memstream(&mail, &size);
    snprintf(command, sizeof command, "RETR %d", number);
    ask(command, "", line, sizeof line);
    for (;;) {
        size_t length = read_line(line, sizeof line);
        char *start = line;
        if (line[0] == '.') {
            if (length == 1)
                break;
            start++;
            length--;
        }
        if (length == 0)
            in_head = 0;
        if (in_head && in_subject && (*start == ' ' || *start == '\t')) {
            if (strlen(subject) + length < sizeof subject)
                strcat(subject, start);
        } else {
            in_subject = in_head && strncasecmp(start, "Subject:", 8) == 0;
            if (in_subject) {
                has_subject = 1;
                snprintf(subject, sizeof subject, "%s", start + 8 + strspn(start + 8, " \t"));
            }
        }
        fwrite(start, 1, length, memory);
        fwrite("\r\n", 1, 2, memory);
    }
    fclose(memory);
    snprintf(name, sizeof name, "%s/%d.eml", folder, number);
    FILE *file = fopen(name, "wb");
    if (file == NULL)
        fail_with_errno(name);
    if (fwrite(mail, 1, size, file) != size || fclose(file) != 0)
        fail_with_errno(name);
    free(mail);
    decode(subject, line);
    printf("%d: %zu Bytes, %s\n", number, size, has_subject ? line : "(ohne Betreff)");
    return size;
}

static void connect_to(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found, *each;
    struct timeval limit = {.tv_sec = 3};
    int error = getaddrinfo(host, port, &hints, &found);
    if (error != 0)
        fail(gai_strerror(error));
    for (each = found; each != NULL; each = each->ai_next) {
        sock = socket(each->ai_family, SOCK_STREAM, 0);
        if (sock < 0)
            continue;
        setsockopt(sock, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        setsockopt(sock, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        if (connect(sock, each->ai_addr, each->ai_addrlen) == 0)
            break;
        error = errno;
        close(sock);
        errno = error;
    }
    if (each == NULL)
        fail_with_errno("connect");
    freeaddrinfo(found);
}

int main(int argc, char **argv)
{
    char *end = "", line[65536], password[1024] = "", command[32];
    int empties = argc == 6 && strcmp(argv[5], "leeren") == 0;
    long port = argc >= 5 ? strtol(argv[2], &end, 10) : 0;
    if (argc != 5 + empties || *end != 0 || port < 1 || port > 65535 || strpbrk(argv[3], "\r\n")) {
        fprintf(stderr, "usage: client HOST PORT USER FOLDER [leeren]\n");
        return 2;
    }
    if (fgets(password, sizeof password, stdin) == NULL)
        fail("no password");
    password[strcspn(password, "\r\n")] = 0;
    signal(SIGPIPE, SIG_IGN);
    connect_to(argv[1], argv[2]);
    expect_ok(line, sizeof line);
    ask("USER ", argv[3], line, sizeof line);
    ask("PASS ", password, line, sizeof line);
    ask("STAT", "", line, sizeof line);
    int number = atoi(line + 3);
    size_t total = 0;
    if (mkdir(argv[4], 0755) < 0 && errno != EEXIST)
        fail_with_errno(argv[4]);
    for (int i = 1; i <= number; i++)
        total += fetch(i, argv[4]);
    for (int i = 1; i <= number && empties; i++) {
        snprintf(command, sizeof command, "DELE %d", i);
        ask(command, "", line, sizeof line);
    }
    if (empties)
        ask("QUIT", "", line, sizeof line);
    else
        send(sock, "QUIT\r\n", 6, 0);
    close(sock);
    printf("%d E-Mails, %zu Bytes\n", number, total);
    return 0;
}
