// fails: sends_a_long_message_whole
// fgets() gives no more of a line than fits into the array.
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    char ip[80], text[80];
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(50000) };
    int s = socket(AF_INET, SOCK_DGRAM, 0);

    printf("IP-Adresse: ");
    fflush(stdout);
    if (!fgets(ip, sizeof ip, stdin))
        return 1;
    ip[strcspn(ip, "\n")] = 0;
    printf("Nachricht: ");
    fflush(stdout);
    if (!fgets(text, sizeof text, stdin))
        return 1;
    text[strcspn(text, "\n")] = 0;
    if (!inet_aton(ip, &to.sin_addr)) {
        fprintf(stderr, "%s ist keine IP-Adresse\n", ip);
        return 1;
    }
    if (sendto(s, text, strlen(text), 0, (struct sockaddr *)&to, sizeof to) < 0) {
        perror("sendto");
        return 1;
    }
    close(s);
    return 0;
}
