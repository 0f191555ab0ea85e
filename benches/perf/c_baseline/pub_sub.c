/* One publisher, `fan` subscribers. ZMQ_XPUB_NODROP makes the publisher wait instead of dropping, so that every message
   arrives everywhere and can be counted. */
#include "baseline.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct publisher {
    const struct baseline_spec *spec;
    void *socket;
    pthread_barrier_t *start;
};

static void *publish (void *argument)
{
    struct publisher *publisher = argument;
    const struct baseline_spec *spec = publisher->spec;
    char *bytes = checked (calloc (spec->size + 1, 1), "calloc");
    long i;

    pthread_barrier_wait (publisher->start);
    for (i = 0; i < spec->count; i++)
        baseline_send (publisher->socket, bytes, spec->size);
    free (bytes);
    return NULL;
}

/* Publishes empty messages until every subscriber has had one. */
static void settle (void *pub, void **subs, int fan)
{
    zmq_msg_t msg;
    int i;
    check (zmq_msg_init (&msg), "zmq_msg_init");
    for (i = 0; i < fan; i++) {
        set_int (subs[i], ZMQ_RCVTIMEO, 10);
        do
            baseline_send (pub, "", 0);
        while (zmq_msg_recv (&msg, subs[i], 0) == -1);
        set_int (subs[i], ZMQ_RCVTIMEO, -1);
    }
    check (zmq_msg_close (&msg), "zmq_msg_close");
}

/* Receives into a message of its own, and leaves out what is left of settling. */
static inline void receive_fresh (void *sub, size_t size)
{
    size_t received;
    do {
        zmq_msg_t msg;
        check (zmq_msg_init (&msg), "zmq_msg_init");
        check (zmq_msg_recv (&msg, sub, 0), "zmq_msg_recv");
        received = zmq_msg_size (&msg);
        if (received != 0)
            check_size (&msg, size);
        check (zmq_msg_close (&msg), "zmq_msg_close");
    } while (received == 0);
}

int baseline_pub_sub (const struct baseline_spec *spec, struct baseline_result *result)
{
    struct contexts contexts = open_contexts (spec->transport);
    void *pub = open_socket (contexts.here, ZMQ_PUB);
    void **subs = checked (malloc (sizeof *subs * (size_t) spec->fan), "malloc");
    char endpoint[256];
    pthread_barrier_t start;
    pthread_t thread;
    struct publisher publisher = {spec, pub, &start};
    struct watch begun;
    zmq_msg_t msg;
    long i;
    int n;

    if (spec->size == 0)
        return BASELINE_UNSUPPORTED;
    set_int (pub, ZMQ_XPUB_NODROP, 1);
    bind_somewhere (pub, spec->transport, "pub-sub", endpoint, sizeof endpoint);
    for (n = 0; n < spec->fan; n++) {
        subs[n] = open_socket (contexts.there, ZMQ_SUB);
        check (zmq_setsockopt (subs[n], ZMQ_SUBSCRIBE, "", 0), "zmq_setsockopt");
        check (zmq_connect (subs[n], endpoint), "zmq_connect");
    }
    settle (pub, subs, spec->fan);
    pthread_barrier_init (&start, NULL, 2);
    if (pthread_create (&thread, NULL, publish, &publisher) != 0)
        check (-1, "pthread_create");
    check (zmq_msg_init (&msg), "zmq_msg_init");
    begun = watch_start ();
    pthread_barrier_wait (&start);
    if (strcmp (spec->how, "fresh") == 0) {
        for (i = 0; i < spec->count; i++)
            for (n = 0; n < spec->fan; n++)
                receive_fresh (subs[n], spec->size);
    } else {
        for (i = 0; i < spec->count; i++) {
            for (n = 0; n < spec->fan; n++) {
                do
                    check (zmq_msg_recv (&msg, subs[n], 0), "zmq_msg_recv");
                while (zmq_msg_size (&msg) == 0);
                check_size (&msg, spec->size);
            }
        }
    }
    watch_stop (begun, result);
    result->messages = spec->count * spec->fan;
    check (zmq_msg_close (&msg), "zmq_msg_close");
    pthread_join (thread, NULL);
    pthread_barrier_destroy (&start);
    close_socket (pub);
    for (n = 0; n < spec->fan; n++)
        close_socket (subs[n]);
    free (subs);
    close_contexts (contexts);
    return BASELINE_OK;
}
