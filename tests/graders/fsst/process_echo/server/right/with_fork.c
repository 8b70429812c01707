#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

int main()
{
    int listenfd, connfd, n;
    char line[4096];
    struct sockaddr_in servaddr;

    signal(SIGCHLD, SIG_IGN);
    listenfd = socket(AF_INET, SOCK_STREAM, 0);
    bzero(&servaddr, sizeof(servaddr));
    servaddr.sin_family = AF_INET;
    servaddr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    servaddr.sin_port = htons(61111);
    if (bind(listenfd, (struct sockaddr *)&servaddr, sizeof(servaddr)) < 0) {
        perror("bind error");
        exit(1);
    }
    listen(listenfd, 1024);
    for (;;) {
        connfd = accept(listenfd, NULL, NULL);
        if (fork() == 0) {
            close(listenfd);
            while ((n = read(connfd, line, sizeof(line))) > 0)
                write(connfd, line, n);
            exit(0);
        }
        close(connfd);
    }
}
