#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

struct client {
    int fd;
    struct sockaddr_in addr;
};

void *handle(void *p)
{
    struct client *c = p;
    char buf[256];
    int n, i;

    printf("Connected by ('%s', %d)\n", inet_ntoa(c->addr.sin_addr), ntohs(c->addr.sin_port));
    while ((n = read(c->fd, buf, sizeof buf)) > 0) {
        printf("Received from client '");
        for (i = 0; i < n; i++)
            putchar(buf[i]);
        printf("'\n");
        for (i = 0; i < n; ) {
            int k = write(c->fd, buf + i, n - i);
            if (k <= 0)
                break;
            i += k;
        }
    }
    close(c->fd);
    free(c);
    return NULL;
}

int main(void)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a = {0};
    a.sin_family = AF_INET;
    a.sin_port = htons(61111);
    a.sin_addr.s_addr = INADDR_ANY;
    if (bind(s, (struct sockaddr *)&a, sizeof a) < 0 || listen(s, 3) < 0) {
        perror("server");
        return EXIT_FAILURE;
    }
    printf("Waiting for incoming connections...\n");
    while (1) {
        pthread_t t;
        struct client *c = malloc(sizeof *c);
        socklen_t l = sizeof c->addr;
        if ((c->fd = accept(s, (struct sockaddr *)&c->addr, &l)) < 0) {
            perror("accept");
            free(c);
            continue;
        }
        if (pthread_create(&t, NULL, handle, c) != 0) {
            perror("could not create thread");
            return 1;
        }
    }
}
