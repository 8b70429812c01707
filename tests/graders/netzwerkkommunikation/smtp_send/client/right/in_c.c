/* One write for each line of the text; the subject as quoted-printable, a few letters in each encoded word. */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int s = -1;

static void fail(const char *why)
{
    fprintf(stderr, "not sent: %s\n", why);
    exit(1);
}

static void put(const char *data, size_t length)
{
    while (length > 0) {
        ssize_t n = send(s, data, length, MSG_NOSIGNAL);
        if (n < 0) {
            perror("not sent: send");
            exit(1);
        }
        data += n;
        length -= n;
    }
}

static int answer(char *line, size_t room)
{
    do {
        size_t length = 0;
        char byte;
        do {
            ssize_t n = recv(s, &byte, 1, 0);
            if (n < 0) {
                perror("not sent: recv");
                exit(1);
            }
            if (n == 0)
                fail("the server has gone");
            if (length + 1 < room)
                line[length++] = byte;
        } while (byte != '\n');
        line[length] = 0;
    } while (strlen(line) > 3 && line[3] == '-');
    return line[0];
}

static void say(const char *verb, const char *word, const char *end, char good)
{
    char line[600];
    put(verb, strlen(verb));
    put(word, strlen(word));
    put(end, strlen(end));
    if (answer(line, sizeof line) != good)
        fail(line);
}

static void put_subject(const char *text)
{
    char code[4];
    int number = 0;
    put("Subject: =?utf-8?Q?", 19);
    for (; *text; text++) {
        if (number >= 15 && ((unsigned char)*text & 0xC0) != 0x80) {
            put("?=\r\n =?utf-8?Q?", 15);
            number = 0;
        }
        snprintf(code, sizeof code, "=%02X", (unsigned char)*text);
        put(code, 3);
        number++;
    }
    put("?=\r\n", 4);
}

int main(int argc, char **argv)
{
    char *end, line[1200], date[64];
    if (argc != 6) {
        fprintf(stderr, "usage: client HOST PORT VON AN BETREFF\n");
        return 2;
    }
    long port = strtol(argv[2], &end, 10);
    if (*end != 0 || port < 1 || port > 65535) {
        fprintf(stderr, "wrong port: %s\n", argv[2]);
        return 2;
    }
    for (int i = 3; i < 6; i++)
        if (strpbrk(argv[i], "\r\n") != NULL) {
            fprintf(stderr, "no ends of lines in arguments\n");
            return 2;
        }
    struct timeval limit = {.tv_sec = 3};
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_family = AF_INET}, *found;
    int error = getaddrinfo(argv[1], argv[2], &hints, &found);
    if (error != 0)
        fail(gai_strerror(error));
    s = socket(found->ai_family, SOCK_STREAM, 0);
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (connect(s, found->ai_addr, found->ai_addrlen) < 0) {
        perror("not sent: connect");
        return 1;
    }
    if (answer(line, sizeof line) != '2')
        fail(line);
    say("HELO ", "[127.0.0.1]", "\r\n", '2');
    say("MAIL FROM:<", argv[3], ">\r\n", '2');
    say("RCPT TO:<", argv[4], ">\r\n", '2');
    say("DATA", "", "\r\n", '3');
    time_t now = time(NULL);
    strftime(date, sizeof date, "Date: %a, %d %b %Y %H:%M:%S %z\r\n", localtime(&now));
    put(date, strlen(date));
    snprintf(line, sizeof line,
             "From: %s\r\nTo: %s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=\"UTF-8\"\r\n"
             "Content-Transfer-Encoding: 8bit\r\n", argv[3], argv[4]);
    put(line, strlen(line));
    put_subject(argv[5]);
    put("\r\n", 2);
    while (fgets(line, sizeof line - 3, stdin) != NULL) {
        line[strcspn(line, "\n")] = 0;
        strcat(line, "\r\n");
        if (line[0] == '.')
            put(".", 1);
        put(line, strlen(line));
    }
    say(".", "", "\r\n", '2');
    put("QUIT\r\n", 6);
    printf("Gesendet an %s\n", argv[4]);
    recv(s, line, sizeof line, 0);
    return close(s) != 0;
}
