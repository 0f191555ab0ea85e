#include "baseline.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct sender {
    const struct baseline_spec *spec;
    void *socket;
    pthread_barrier_t *start;
};

static void *send_all (void *argument)
{
    struct sender *sender = argument;
    const struct baseline_spec *spec = sender->spec;
    char *bytes = checked (calloc (spec->size + 1, 1), "calloc");
    long i;

    baseline_send (sender->socket, bytes, spec->size);
    pthread_barrier_wait (sender->start);
    if (strcmp (spec->how, "static") == 0) {
        for (i = 0; i < spec->count; i++)
            baseline_send_const (sender->socket, bytes, spec->size);
    } else if (strcmp (spec->how, "owned") == 0) {
        for (i = 0; i < spec->count; i++)
            baseline_send_owned (sender->socket, bytes, spec->size);
    } else if (strcmp (spec->how, "owned-copied") == 0) {
        for (i = 0; i < spec->count; i++) {
            char *own = checked (malloc (spec->size), "malloc");
            memcpy (own, bytes, spec->size);
            baseline_send (sender->socket, own, spec->size);
            free (own);
        }
    } else {
        for (i = 0; i < spec->count; i++) {
            zmq_msg_t msg;
            check (zmq_msg_init_size (&msg, spec->size), "zmq_msg_init_size");
            memcpy (zmq_msg_data (&msg), bytes, spec->size);
            check (zmq_msg_send (&msg, sender->socket, 0), "zmq_msg_send");
        }
    }
    /* Constant bytes must outlive the messages. */
    pthread_barrier_wait (sender->start);
    free (bytes);
    return NULL;
}

int baseline_push_pull (const struct baseline_spec *spec, struct baseline_result *result)
{
    struct contexts contexts = open_contexts (spec->transport);
    void *push = open_socket (contexts.here, ZMQ_PUSH), *pull = open_socket (contexts.there, ZMQ_PULL);
    char endpoint[256];
    pthread_barrier_t start;
    pthread_t thread;
    struct sender sender = {spec, push, &start};
    struct watch begun;
    zmq_msg_t msg;
    long i;

    bind_somewhere (pull, spec->transport, "push-pull", endpoint, sizeof endpoint);
    check (zmq_connect (push, endpoint), "zmq_connect");
    pthread_barrier_init (&start, NULL, 2);
    if (pthread_create (&thread, NULL, send_all, &sender) != 0)
        check (-1, "pthread_create");
    check (zmq_msg_init (&msg), "zmq_msg_init");
    baseline_receive (pull, &msg, spec->size);
    begun = watch_start ();
    pthread_barrier_wait (&start);
    if (strcmp (spec->how, "fresh") == 0) {
        for (i = 0; i < spec->count; i++) {
            zmq_msg_t fresh;
            check (zmq_msg_init (&fresh), "zmq_msg_init");
            check (zmq_msg_recv (&fresh, pull, 0), "zmq_msg_recv");
            check_size (&fresh, spec->size);
            check (zmq_msg_close (&fresh), "zmq_msg_close");
        }
    } else {
        for (i = 0; i < spec->count; i++) {
            check (zmq_msg_recv (&msg, pull, 0), "zmq_msg_recv");
            check_size (&msg, spec->size);
        }
    }
    watch_stop (begun, result);
    result->messages = spec->count;
    check (zmq_msg_close (&msg), "zmq_msg_close");
    pthread_barrier_wait (&start);
    pthread_join (thread, NULL);
    pthread_barrier_destroy (&start);
    close_socket (push);
    close_socket (pull);
    close_contexts (contexts);
    return BASELINE_OK;
}
