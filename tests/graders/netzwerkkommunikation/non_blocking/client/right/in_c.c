/* O_NONBLOCK and poll(), as the kernel offers them. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int fail(const char *what)
{
    perror(what);
    return -1;
}

static int wait_for(int s, short event)
{
    struct pollfd look = {.fd = s, .events = event};
    int n = poll(&look, 1, 3000);
    if (n == 0)
        errno = ETIMEDOUT;
    return n > 0 ? 0 : -1;
}

static int reach(const struct addrinfo *to)
{
    int s = socket(to->ai_family, to->ai_socktype, to->ai_protocol), code = 0;
    socklen_t size = sizeof code;
    if (s < 0)
        return fail("socket");
    fcntl(s, F_SETFL, fcntl(s, F_GETFL) | O_NONBLOCK);
    if (connect(s, to->ai_addr, to->ai_addrlen) != 0) {
        if (errno == EINPROGRESS && wait_for(s, POLLOUT) == 0) {
            getsockopt(s, SOL_SOCKET, SO_ERROR, &code, &size);
            errno = code;
        }
        if (errno != 0) {
            fail("connect");
            close(s);
            return -1;
        }
    }
    return s;
}

static int send_all(int s, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t n = send(s, data, length, MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN) {
            if (wait_for(s, POLLOUT) != 0)
                return fail("send");
        } else if (n < 0) {
            return fail("send");
        } else {
            data += n;
            length -= n;
        }
    }
    return 0;
}

static int receive(int s, char *data, size_t length)
{
    while (length > 0) {
        if (wait_for(s, POLLIN) != 0)
            return fail("recv");
        ssize_t n = recv(s, data, length, 0);
        if (n < 0)
            return fail("recv");
        if (n == 0) {
            fprintf(stderr, "the server has closed\n");
            return -1;
        }
        data += n;
        length -= n;
    }
    return 0;
}

int main(int argc, char **argv)
{
    char *end = "?";
    long port = argc == 4 ? strtol(argv[2], &end, 10) : 0;
    if (*end != 0 || port < 1 || port > 65535) {
        fprintf(stderr, "usage: client HOST PORT MESSAGE\n");
        return 2;
    }
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
    int error = getaddrinfo(argv[1], argv[2], &hints, &found), s = -1;
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", argv[1], gai_strerror(error));
        return 1;
    }
    for (struct addrinfo *each = found; each != NULL && s < 0; each = each->ai_next)
        s = reach(each);
    freeaddrinfo(found);
    size_t length = strlen(argv[3]);
    char *answer = malloc(length + 1);
    if (s < 0 || send_all(s, argv[3], length) != 0 || receive(s, answer, length) != 0)
        return 1;
    printf("Antwort: ");
    fwrite(answer, 1, length, stdout);
    putchar('\n');
    free(answer);
    return close(s);
}
