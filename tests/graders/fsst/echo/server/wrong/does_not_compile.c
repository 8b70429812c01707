// fails: listens_at_the_documented_address, echoes_a_message, echoes_blanks_and_line_ends
// fails: echoes_message_after_message, echoes_messages_as_long_as_a_buffer, obeys_no_magic_word
// fails: waits_for_a_silent_client, closes_when_the_client_has_finished, serves_client_after_client
// fails: waits_for_the_next_client, prints_what_it_received, prints_no_more_than_it_received
// fails: prints_the_address_of_each_client, stops_on_interrupt, starts_again_at_once
// fails: rests_while_nobody_asks, echoes_a_long_message, echoes_single_bytes, echoes_binary_data
// fails: answers_after_a_half_close, survives_a_reset, survives_a_client_that_does_not_wait
// fails: survives_a_client_that_says_nothing, forgets_no_socket, does_not_grow
// A semicolon is missing.

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 61111
#define SIZE 1024

int main(void)
{
    int on = 1;
    struct sockaddr_in addr, peer;
    socklen_t len = sizeof(peer);

    signal(SIGPIPE, SIG_IGN);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_port = htons(PORT);
    addr.sin_addr.s_addr = inet_addr("127.0.0.1");
    if (bind(s, (struct sockaddr *)&addr, sizeof(addr)) < 0) {
        perror("bind");
        return 1;
    }
    listen(s, 5)

    while (1) {
        int conn = accept(s, (struct sockaddr *)&peer, &len);
        printf("Connected by %s:%d\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
        static char buffer[SIZE];
        ssize_t n;
        while ((n = recv(conn, buffer, SIZE, 0)) > 0) {
            printf("Received from client %.*s\n", (int)n, buffer);
            send(conn, buffer, n, 0);
        }
        close(conn);
    }
}
