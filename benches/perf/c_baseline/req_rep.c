#include "baseline.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct server {
    const struct baseline_spec *spec;
    void *socket;
};

static void *serve (void *argument)
{
    struct server *server = argument;
    zmq_msg_t msg;
    long i;

    check (zmq_msg_init (&msg), "zmq_msg_init");
    for (i = 0; i < server->spec->count + 1; i++) {
        check (zmq_msg_recv (&msg, server->socket, 0), "zmq_msg_recv");
        check (zmq_msg_send (&msg, server->socket, 0), "zmq_msg_send");
    }
    check (zmq_msg_close (&msg), "zmq_msg_close");
    return NULL;
}

int baseline_req_rep (const struct baseline_spec *spec, struct baseline_result *result)
{
    struct contexts contexts = open_contexts (spec->transport);
    void *client = open_socket (contexts.here, ZMQ_REQ), *service = open_socket (contexts.there, ZMQ_REP);
    double *times = checked (malloc (sizeof *times * (size_t) spec->count), "malloc");
    char *bytes = checked (calloc (spec->size + 1, 1), "calloc");
    char endpoint[256];
    pthread_t thread;
    struct server server = {spec, service};
    struct watch begun;
    zmq_msg_t msg;
    long i;

    bind_somewhere (service, spec->transport, "req-rep", endpoint, sizeof endpoint);
    check (zmq_connect (client, endpoint), "zmq_connect");
    if (pthread_create (&thread, NULL, serve, &server) != 0)
        check (-1, "pthread_create");
    check (zmq_msg_init (&msg), "zmq_msg_init");
    baseline_send (client, bytes, spec->size);
    baseline_receive (client, &msg, spec->size);
    begun = watch_start ();
    for (i = 0; i < spec->count; i++) {
        double asked = now ();
        baseline_send (client, bytes, spec->size);
        check (zmq_msg_recv (&msg, client, 0), "zmq_msg_recv");
        check_size (&msg, spec->size);
        times[i] = now () - asked;
    }
    watch_stop (begun, result);
    result->messages = spec->count;
    percentiles (times, spec->count, result);
    check (zmq_msg_close (&msg), "zmq_msg_close");
    pthread_join (thread, NULL);
    free (times);
    free (bytes);
    close_socket (client);
    close_socket (service);
    close_contexts (contexts);
    return BASELINE_OK;
}
