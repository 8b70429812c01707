/* A process for each client, and sendfile(). */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void send_file(int client, const char *name)
{
    char line[32];
    struct stat about;
    int file = open(name, O_RDONLY);
    if (file < 0 || fstat(file, &about) < 0)
        return;
    int length = snprintf(line, sizeof line, "%lld\n", (long long)about.st_size);
    if (send(client, line, length, 0) != length)
        return;
    off_t at = 0;
    while (at < about.st_size && sendfile(client, file, &at, about.st_size - at) > 0)
        ;
    close(file);
}

int main(int argc, char **argv)
{
    char *end = "";
    long port = argc == 3 ? strtol(argv[1], &end, 10) : 0;
    if (port < 1 || port > 65535 || *end) {
        fprintf(stderr, "usage: server PORT FILE\n");
        return 2;
    }
    struct stat about;
    int file = open(argv[2], O_RDONLY);
    if (file >= 0 && fstat(file, &about) == 0 && S_ISDIR(about.st_mode)) {
        errno = EISDIR;
        close(file);
        file = -1;
    }
    if (file < 0) {
        perror(argv[2]);
        return 1;
    }
    close(file);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_IGN); /* no zombies */
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 64) < 0) {
        perror("server");
        return 1;
    }
    for (;;) {
        socklen_t size = sizeof address;
        int client = accept(listener, (struct sockaddr *)&address, &size);
        if (client < 0)
            continue;
        printf("Got a connection from %s %d\n", inet_ntoa(address.sin_addr), ntohs(address.sin_port));
        fflush(stdout);
        if (fork() == 0) {
            close(listener);
            send_file(client, argv[2]);
            close(client);
            _exit(0);
        }
        close(client);
    }
}
