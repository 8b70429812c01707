/* poll() before each recv(); the text is gathered in a buffer that grows. */
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SE = 240, SB = 250, WILL, WONT, DO, DONT, IAC };

static int s;
static unsigned char *text;
static size_t length, room, line; /* where the last line begins */
static int state, command;        /* 0 text, 1 behind IAC, 2 an option, 3 in SB, 4 behind IAC in SB */

static void fail(const char *why)
{
    fprintf(stderr, "telnet: %s\n", why);
    exit(1);
}

static void put(const void *data, size_t size)
{
    while (size > 0) {
        ssize_t n = send(s, data, size, MSG_NOSIGNAL);
        if (n < 0) {
            perror("telnet: send");
            exit(1);
        }
        data = (const char *)data + n;
        size -= n;
    }
}

static void say(const char *words)
{
    for (const char *p = words; *p; p++) {
        put(p, 1);
        if ((unsigned char)*p == IAC)
            put(p, 1);
    }
    put("\r\n", 2);
}

static void letter(unsigned char c)
{
    if (length == room) {
        room = room ? 2 * room : 4096;
        text = realloc(text, room);
        if (text == NULL)
            fail("too long");
    }
    if (length > line && text[length - 1] == '\r' && (c == '\n' || c == 0)) {
        if (c == '\n') {
            text[length - 1] = '\n';
            line = length;
        }
        return;
    }
    text[length++] = c;
}

static void take(unsigned char c)
{
    unsigned char answer[3] = {IAC, command == DO ? WONT : DONT, c};
    switch (state) {
    case 0:
        if (c == IAC)
            state = 1;
        else
            letter(c);
        break;
    case 1:
        command = c;
        state = c == SB ? 3 : c >= WILL && c <= DONT ? 2 : 0;
        if (c == IAC)
            letter(c);
        break;
    case 2:
        if (command == DO || command == WILL)
            put(answer, 3);
        state = 0;
        break;
    case 3:
        if (c == IAC)
            state = 4;
        break;
    default:
        state = c == SE ? 0 : 3;
    }
}

static int is(const char *question)
{
    return length - line == strlen(question) && memcmp(text + line, question, length - line) == 0;
}

static void until(const char *question, const char *other)
{
    unsigned char data[512];
    length = line = 0;
    while (!is(question) && !(other && is(other))) {
        struct pollfd watched = {.fd = s, .events = POLLIN};
        if (poll(&watched, 1, 3000) == 0)
            fail("nothing comes");
        ssize_t n = recv(s, data, sizeof data, 0);
        if (n < 0) {
            perror("telnet: recv");
            exit(1);
        }
        if (n == 0)
            fail("the server has hung up");
        for (ssize_t i = 0; i < n; i++)
            take(data[i]);
    }
}

int main(int argc, char **argv)
{
    char *end, password[300];
    if (argc < 5) {
        fprintf(stderr, "usage: client HOST PORT NUTZER BEFEHL...\n");
        return 2;
    }
    long port = strtol(argv[2], &end, 10);
    if (*end != 0 || port < 1 || port > 65535) {
        fprintf(stderr, "wrong port: %s\n", argv[2]);
        return 2;
    }
    for (int i = 3; i < argc; i++)
        if (strpbrk(argv[i], "\r\n")) {
            fprintf(stderr, "no line ends\n");
            return 2;
        }
    if (fgets(password, sizeof password, stdin) == NULL)
        fail("no password");
    password[strcspn(password, "\n")] = 0;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_family = AF_INET}, *found;
    int error = getaddrinfo(argv[1], argv[2], &hints, &found);
    if (error != 0)
        fail(gai_strerror(error));
    s = socket(found->ai_family, SOCK_STREAM, 0);
    if (connect(s, found->ai_addr, found->ai_addrlen) < 0) {
        perror("telnet: connect");
        return 1;
    }
    until("login: ", NULL);
    say(argv[3]);
    until("Password: ", NULL);
    say(password);
    until("$ ", "login: ");
    if (is("login: ")) {
        fwrite(text, 1, line, stderr);
        return 1;
    }
    for (int i = 4; i < argc; i++) {
        say(argv[i]);
        until("$ ", NULL);
        fwrite(text, 1, line, stdout);
    }
    say("exit");
    close(s);
    return 0;
}
