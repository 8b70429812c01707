#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>

#define MAX 80

void func(int connfd)
{
    char buff[MAX];
    int n;

    for (;;) {
        n = read(connfd, buff, sizeof(buff));
        if (n <= 0)
            break;
        printf("Received from client ");
        fwrite(buff, 1, n, stdout);
        printf("\n");
        int done = 0;
        while (done < n) {
            int k = write(connfd, buff + done, n - done);
            if (k < 0)
                return;
            done += k;
        }
    }
}

int main()
{
    int sockfd, connfd;
    socklen_t len;
    struct sockaddr_in6 servaddr, cli;

    sockfd = socket(AF_INET6, SOCK_STREAM, 0);
    if (sockfd == -1) {
        printf("socket creation failed...\n");
        exit(1);
    }
    bzero(&servaddr, sizeof(servaddr));
    servaddr.sin6_family = AF_INET6;
    servaddr.sin6_addr = in6addr_any;
    servaddr.sin6_port = htons(61111);
    if (bind(sockfd, (struct sockaddr *)&servaddr, sizeof(servaddr)) != 0) {
        printf("socket bind failed...\n");
        exit(1);
    }
    if (listen(sockfd, 5) != 0) {
        printf("Listen failed...\n");
        exit(1);
    }
    for (;;) {
        len = sizeof(cli);
        connfd = accept(sockfd, (struct sockaddr *)&cli, &len);
        if (connfd < 0) {
            printf("server accept failed...\n");
            exit(1);
        }
        printf("Connected by a client, port %d\n", ntohs(cli.sin6_port));
        func(connfd);
        close(connfd);
    }
}
