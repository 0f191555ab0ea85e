/* A DEALER with WINDOW requests on the way, and a ROUTER that sends each back. */
#include "baseline.h"

#include <pthread.h>
#include <stdlib.h>

enum { WINDOW = 100 };

struct server {
    const struct baseline_spec *spec;
    void *socket;
};

static void *serve (void *argument)
{
    struct server *server = argument;
    zmq_msg_t id, body;
    long i;

    check (zmq_msg_init (&id), "zmq_msg_init");
    check (zmq_msg_init (&body), "zmq_msg_init");
    for (i = 0; i < server->spec->count + 1; i++) {
        check (zmq_msg_recv (&id, server->socket, 0), "zmq_msg_recv");
        check (zmq_msg_recv (&body, server->socket, 0), "zmq_msg_recv");
        check (zmq_msg_send (&id, server->socket, ZMQ_SNDMORE), "zmq_msg_send");
        check (zmq_msg_send (&body, server->socket, 0), "zmq_msg_send");
    }
    check (zmq_msg_close (&id), "zmq_msg_close");
    check (zmq_msg_close (&body), "zmq_msg_close");
    return NULL;
}

int baseline_router_dealer (const struct baseline_spec *spec, struct baseline_result *result)
{
    struct contexts contexts = open_contexts (spec->transport);
    void *client = open_socket (contexts.here, ZMQ_DEALER), *router = open_socket (contexts.there, ZMQ_ROUTER);
    char *bytes = checked (calloc (spec->size + 1, 1), "calloc");
    char endpoint[256];
    pthread_t thread;
    struct server server = {spec, router};
    struct watch begun;
    zmq_msg_t msg;
    long asked, answered;

    bind_somewhere (router, spec->transport, "router", endpoint, sizeof endpoint);
    check (zmq_connect (client, endpoint), "zmq_connect");
    if (pthread_create (&thread, NULL, serve, &server) != 0)
        check (-1, "pthread_create");
    check (zmq_msg_init (&msg), "zmq_msg_init");
    baseline_send (client, bytes, spec->size);
    baseline_receive (client, &msg, spec->size);
    begun = watch_start ();
    for (asked = 0; asked < spec->count && asked < WINDOW; asked++)
        baseline_send (client, bytes, spec->size);
    for (answered = 0; answered < spec->count; answered++) {
        baseline_receive (client, &msg, spec->size);
        if (asked < spec->count) {
            baseline_send (client, bytes, spec->size);
            asked++;
        }
    }
    watch_stop (begun, result);
    result->messages = spec->count;
    check (zmq_msg_close (&msg), "zmq_msg_close");
    pthread_join (thread, NULL);
    free (bytes);
    close_socket (client);
    close_socket (router);
    close_contexts (contexts);
    return BASELINE_OK;
}
