/* SO_RCVTIMEO and SO_SNDTIMEO: the kernel keeps the time. */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static double number(const char *text, double least, double most)
{
    char *end;
    double value = strtod(text, &end);
    if (*text == 0 || *end != 0 || !(value >= least && value <= most)) {
        fprintf(stderr, "wrong argument: %s\n", text);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: client HOST PORT SECONDS MESSAGE\n");
        return 2;
    }
    number(argv[2], 1, 65535);
    double seconds = number(argv[3], 1e-6, 1e6);
    struct timeval limit = {.tv_sec = seconds, .tv_usec = (seconds - (long)seconds) * 1e6};
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found, *each;
    int error = getaddrinfo(argv[1], argv[2], &hints, &found), s = -1;
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", argv[1], gai_strerror(error));
        return 1;
    }
    for (each = found; each != NULL; each = each->ai_next) {
        s = socket(each->ai_family, SOCK_STREAM, 0);
        setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        if (connect(s, each->ai_addr, each->ai_addrlen) == 0)
            break;
        perror("connect");
        close(s);
    }
    if (each == NULL)
        return 1;
    size_t length = strlen(argv[4]), done = 0;
    while (done < length) {
        ssize_t n = send(s, argv[4] + done, length - done, MSG_NOSIGNAL);
        if (n < 0) {
            perror("send");
            return 1;
        }
        done += n;
    }
    char *answer = malloc(length + 1);
    for (done = 0; done < length;) {
        ssize_t n = recv(s, answer + done, length - done, 0);
        if (n <= 0) {
            if (n < 0)
                perror("recv");
            else
                fprintf(stderr, "the server has closed\n");
            return 1;
        }
        done += n;
    }
    printf("Antwort: ");
    fwrite(answer, 1, length, stdout);
    puts("");
    free(answer);
    return close(s) != 0;
}
