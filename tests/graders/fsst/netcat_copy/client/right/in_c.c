/* A client in C, without netcat. */
#include <fcntl.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: client HOST PORT FILE\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    struct stat status;
    int file = open(argv[3], O_RDONLY);
    if (file < 0 || fstat(file, &status) < 0 || !S_ISREG(status.st_mode)) {
        fprintf(stderr, "client: %s is no file\n", argv[3]);
        return 1;
    }
    struct addrinfo hints, *found;
    memset(&hints, 0, sizeof hints);
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(argv[1], argv[2], &hints, &found) != 0) {
        fprintf(stderr, "client: no such host\n");
        return 1;
    }
    int line = socket(found->ai_family, SOCK_STREAM, 0);
    if (line < 0 || connect(line, found->ai_addr, found->ai_addrlen) < 0) {
        perror("client");
        return 1;
    }
    char buffer[65536];
    ssize_t number;
    while ((number = read(file, buffer, sizeof buffer)) > 0)
        for (ssize_t sent = 0; sent < number;) {
            ssize_t now = send(line, buffer + sent, number - sent, 0);
            if (now < 0) {
                perror("client");
                return 1;
            }
            sent += now;
        }
    close(line);
    return 0;
}
