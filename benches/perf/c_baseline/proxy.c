/* PUSH to PULL, zmq_proxy, PUSH to PULL. */
#include "baseline.h"

#include <pthread.h>
#include <stdlib.h>

struct middle {
    void *frontend, *backend;
};

static void *forward (void *argument)
{
    struct middle *middle = argument;
    if (zmq_proxy (middle->frontend, middle->backend, NULL) == -1 && zmq_errno () != ETERM)
        check (-1, "zmq_proxy");
    check (zmq_close (middle->frontend), "zmq_close");
    check (zmq_close (middle->backend), "zmq_close");
    return NULL;
}

struct source {
    const struct baseline_spec *spec;
    void *socket;
    pthread_barrier_t *start;
};

static void *send_all (void *argument)
{
    struct source *source = argument;
    char *bytes = checked (calloc (source->spec->size + 1, 1), "calloc");
    long i;

    baseline_send (source->socket, bytes, source->spec->size);
    pthread_barrier_wait (source->start);
    for (i = 0; i < source->spec->count; i++)
        baseline_send (source->socket, bytes, source->spec->size);
    free (bytes);
    return NULL;
}

int baseline_proxy (const struct baseline_spec *spec, struct baseline_result *result)
{
    struct contexts contexts = open_contexts (spec->transport);
    void *push = open_socket (contexts.here, ZMQ_PUSH), *pull = open_socket (contexts.here, ZMQ_PULL);
    struct middle middle = {open_socket (contexts.there, ZMQ_PULL), open_socket (contexts.there, ZMQ_PUSH)};
    char endpoint[256];
    pthread_barrier_t start;
    pthread_t proxy, sending;
    struct source source = {spec, push, &start};
    struct watch begun;
    zmq_msg_t msg;
    long i;

    bind_somewhere (middle.frontend, spec->transport, "front", endpoint, sizeof endpoint);
    check (zmq_connect (push, endpoint), "zmq_connect");
    bind_somewhere (middle.backend, spec->transport, "back", endpoint, sizeof endpoint);
    check (zmq_connect (pull, endpoint), "zmq_connect");
    pthread_barrier_init (&start, NULL, 2);
    if (pthread_create (&proxy, NULL, forward, &middle) != 0
        || pthread_create (&sending, NULL, send_all, &source) != 0)
        check (-1, "pthread_create");
    check (zmq_msg_init (&msg), "zmq_msg_init");
    baseline_receive (pull, &msg, spec->size);
    begun = watch_start ();
    pthread_barrier_wait (&start);
    for (i = 0; i < spec->count; i++)
        baseline_receive (pull, &msg, spec->size);
    watch_stop (begun, result);
    result->messages = spec->count;
    check (zmq_msg_close (&msg), "zmq_msg_close");
    pthread_join (sending, NULL);
    pthread_barrier_destroy (&start);
    check (zmq_ctx_shutdown (contexts.there), "zmq_ctx_shutdown");
    pthread_join (proxy, NULL);
    check (zmq_close (push), "zmq_close");
    check (zmq_close (pull), "zmq_close");
    close_contexts (contexts);
    return BASELINE_OK;
}
