/* The tools of libzmq's perf folder: same names, arguments and output. */
#include "baseline.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
    void *context;
    size_t size;
    long count;
    int number;
};

static int usage (const char *tool, const char *arguments)
{
    printf ("usage: %s %s\n", tool, arguments);
    return 1;
}

static void print_throughput (size_t size, long count, double seconds)
{
    double throughput = (double) count / (seconds > 0 ? seconds : 1e-6);
    printf ("mean throughput: %ld [msg/s]\n", (long) throughput);
    printf ("mean throughput: %.3f [Mb/s]\n", throughput * (double) size * 8 / 1e6);
}

/* Receives `count` messages; the clock starts at the first. */
static double receive_timed (void *socket, size_t size, long count)
{
    zmq_msg_t msg;
    double begun;
    long i;
    check (zmq_msg_init (&msg), "zmq_msg_init");
    baseline_receive (socket, &msg, size);
    begun = now ();
    for (i = 1; i < count; i++)
        baseline_receive (socket, &msg, size);
    begun = now () - begun;
    check (zmq_msg_close (&msg), "zmq_msg_close");
    return begun;
}

static void send_all (void *socket, size_t size, long count)
{
    char *bytes = checked (calloc (size + 1, 1), "calloc");
    long i;
    for (i = 0; i < count; i++)
        baseline_send (socket, bytes, size);
    free (bytes);
}

static void echo_all (void *socket, size_t size, long count)
{
    zmq_msg_t msg;
    long i;
    check (zmq_msg_init (&msg), "zmq_msg_init");
    for (i = 0; i < count; i++) {
        baseline_receive (socket, &msg, size);
        check (zmq_msg_send (&msg, socket, 0), "zmq_msg_send");
    }
    check (zmq_msg_close (&msg), "zmq_msg_close");
}

/* Sends one message to and fro; microseconds for one way. */
static double ask_all (void *socket, size_t size, long count)
{
    zmq_msg_t msg;
    double begun;
    long i;
    check (zmq_msg_init_size (&msg, size), "zmq_msg_init_size");
    memset (zmq_msg_data (&msg), 0, size);
    begun = now ();
    for (i = 0; i < count; i++) {
        check (zmq_msg_send (&msg, socket, 0), "zmq_msg_send");
        baseline_receive (socket, &msg, size);
    }
    begun = now () - begun;
    check (zmq_msg_close (&msg), "zmq_msg_close");
    return begun * 1e6 / ((double) count * 2);
}

/* The pair whose public half libzmq's remote_thr knows. */
static const char SERVER_SECRET[] = "{X}#>t#jRGaQ}gMhv=30r(Mw+87YGs+5%kh=i@f8";

static void curve_server (void *socket)
{
    check (zmq_setsockopt (socket, ZMQ_CURVE_SECRETKEY, SERVER_SECRET, sizeof SERVER_SECRET), "zmq_setsockopt");
    set_int (socket, ZMQ_CURVE_SERVER, 1);
}

static void curve_client (void *socket)
{
    char server[41], public_key[41], secret_key[41];
    check (zmq_curve_public (server, SERVER_SECRET), "zmq_curve_public");
    check (zmq_curve_keypair (public_key, secret_key), "zmq_curve_keypair");
    check (zmq_setsockopt (socket, ZMQ_CURVE_SECRETKEY, secret_key, 41), "zmq_setsockopt");
    check (zmq_setsockopt (socket, ZMQ_CURVE_PUBLICKEY, public_key, 41), "zmq_setsockopt");
    check (zmq_setsockopt (socket, ZMQ_CURVE_SERVERKEY, server, 41), "zmq_setsockopt");
}

static int distant (const char *tool, int argc, const char *const *argv, int type)
{
    int local = strncmp (tool, "local", 5) == 0;
    void *context, *socket;
    size_t size;
    long count;

    if (argc != 4 && argc != 5)
        return usage (tool, local ? "<bind-to> <message-size> <message-count> [<enable_curve>]"
                                  : "<connect-to> <message-size> <message-count> [<enable_curve>]");
    size = (size_t) atol (argv[2]);
    count = atol (argv[3]);
    context = checked (zmq_ctx_new (), "zmq_ctx_new");
    socket = open_socket (context, type);
    if (argc == 5 && atoi (argv[4]))
        local ? curve_server (socket) : curve_client (socket);
    if (local)
        check (zmq_bind (socket, argv[1]), "zmq_bind");
    else
        check (zmq_connect (socket, argv[1]), "zmq_connect");
    if (type == ZMQ_PULL) {
        double seconds = receive_timed (socket, size, count);
        printf ("message size: %d [B]\n", (int) size);
        printf ("message count: %d\n", (int) count);
        print_throughput (size, count, seconds);
    } else if (type == ZMQ_PUSH) {
        send_all (socket, size, count);
    } else if (type == ZMQ_REP) {
        echo_all (socket, size, count);
    } else {
        double latency = ask_all (socket, size, count);
        printf ("message size: %d [B]\n", (int) size);
        printf ("roundtrip count: %d\n", (int) count);
        printf ("average latency: %.3f [us]\n", latency);
    }
    check (zmq_close (socket), "zmq_close");
    check (zmq_ctx_term (context), "zmq_ctx_term");
    return 0;
}

static void *inproc_sender (void *argument)
{
    struct job *job = argument;
    void *socket = open_socket (job->context, ZMQ_PUSH);
    check (zmq_connect (socket, "inproc://thr_test"), "zmq_connect");
    send_all (socket, job->size, job->count);
    check (zmq_close (socket), "zmq_close");
    return NULL;
}

static void *inproc_echo (void *argument)
{
    struct job *job = argument;
    void *socket = open_socket (job->context, ZMQ_REP);
    check (zmq_connect (socket, "inproc://lat_test"), "zmq_connect");
    echo_all (socket, job->size, job->count);
    check (zmq_close (socket), "zmq_close");
    return NULL;
}

static int inproc (const char *tool, int argc, const char *const *argv)
{
    int throughput = strcmp (tool, "inproc_thr") == 0;
    struct job job;
    pthread_t thread;
    void *socket;

    if (argc != 3)
        return usage (tool, throughput ? "<message-size> <message-count>" : "<message-size> <roundtrip-count>");
    job.size = (size_t) atol (argv[1]);
    job.count = atol (argv[2]);
    job.number = 0;
    job.context = checked (zmq_ctx_new (), "zmq_ctx_new");
    socket = open_socket (job.context, throughput ? ZMQ_PULL : ZMQ_REQ);
    check (zmq_bind (socket, throughput ? "inproc://thr_test" : "inproc://lat_test"), "zmq_bind");
    if (pthread_create (&thread, NULL, throughput ? inproc_sender : inproc_echo, &job) != 0)
        check (-1, "pthread_create");
    printf ("message size: %d [B]\n", (int) job.size);
    printf ("%s count: %d\n", throughput ? "message" : "roundtrip", (int) job.count);
    if (throughput)
        print_throughput (job.size, job.count, receive_timed (socket, job.size, job.count));
    else
        printf ("average latency: %.3f [us]\n", ask_all (socket, job.size, job.count));
    pthread_join (thread, NULL);
    check (zmq_close (socket), "zmq_close");
    check (zmq_ctx_term (job.context), "zmq_ctx_term");
    return 0;
}

enum { PROXY_HWM = 10000 };

static void *deep_socket (void *context, int type)
{
    void *socket = open_socket (context, type);
    set_int (socket, ZMQ_SNDHWM, PROXY_HWM);
    set_int (socket, ZMQ_RCVHWM, PROXY_HWM);
    return socket;
}

static void *proxy_publisher (void *argument)
{
    struct job *job = argument;
    void *socket = deep_socket (job->context, ZMQ_XPUB);
    char subscription[1];
    set_int (socket, ZMQ_XPUB_NODROP, 1);
    check (zmq_connect (socket, job->number == 0 ? "inproc://frontend-0" : "inproc://frontend-1"), "zmq_connect");
    check (zmq_recv (socket, subscription, sizeof subscription, 0), "zmq_recv");
    send_all (socket, job->size, job->count);
    check (zmq_close (socket), "zmq_close");
    return NULL;
}

static void *proxy_forward (void *argument)
{
    void **ends = argument;
    if (zmq_proxy (ends[0], ends[1], NULL) == -1 && zmq_errno () != ETERM)
        check (-1, "zmq_proxy");
    check (zmq_close (ends[0]), "zmq_close");
    check (zmq_close (ends[1]), "zmq_close");
    return NULL;
}

/* Two XPUB flood an XSUB, the proxy and an XPUB, behind which a SUB counts. Each publishes all `count` messages, and the
   subscriber leaves when it has that many, as in libzmq's tool. */
static int proxy_throughput (const char *tool, int argc, const char *const *argv)
{
    struct job jobs[2];
    pthread_t publishers[2], proxy;
    void *ends[2], *context, *socket;
    zmq_msg_t msg;
    double begun, seconds;
    long left;
    int i;

    if (argc != 3)
        return usage (tool, "<message-size> <message-count>");
    context = checked (zmq_ctx_new (), "zmq_ctx_new");
    check (zmq_ctx_set (context, ZMQ_IO_THREADS, 4), "zmq_ctx_set");
    ends[0] = deep_socket (context, ZMQ_XSUB);
    ends[1] = deep_socket (context, ZMQ_XPUB);
    set_int (ends[1], ZMQ_XPUB_NODROP, 1);
    check (zmq_bind (ends[0], "inproc://frontend-0"), "zmq_bind");
    check (zmq_bind (ends[0], "inproc://frontend-1"), "zmq_bind");
    check (zmq_bind (ends[1], "inproc://backend"), "zmq_bind");
    socket = deep_socket (context, ZMQ_SUB);
    check (zmq_setsockopt (socket, ZMQ_SUBSCRIBE, "", 0), "zmq_setsockopt");
    check (zmq_connect (socket, "inproc://backend"), "zmq_connect");
    if (pthread_create (&proxy, NULL, proxy_forward, ends) != 0)
        check (-1, "pthread_create");
    begun = now ();
    for (i = 0; i < 2; i++) {
        jobs[i].context = context;
        jobs[i].size = (size_t) atol (argv[1]);
        jobs[i].count = atol (argv[2]);
        jobs[i].number = i;
        if (pthread_create (&publishers[i], NULL, proxy_publisher, &jobs[i]) != 0)
            check (-1, "pthread_create");
    }
    printf ("message size: %d [B]\n", (int) jobs[0].size);
    printf ("message count: %d\n", (int) jobs[0].count);
    check (zmq_msg_init (&msg), "zmq_msg_init");
    for (left = jobs[0].count; left > 0; left--)
        baseline_receive (socket, &msg, jobs[0].size);
    seconds = now () - begun;
    check (zmq_msg_close (&msg), "zmq_msg_close");
    check (zmq_close (socket), "zmq_close");
    print_throughput (jobs[0].size, jobs[0].count, seconds);
    pthread_join (publishers[0], NULL);
    pthread_join (publishers[1], NULL);
    check (zmq_ctx_shutdown (context), "zmq_ctx_shutdown");
    pthread_join (proxy, NULL);
    check (zmq_ctx_term (context), "zmq_ctx_term");
    return 0;
}

int baseline_tool (int argc, const char *const *argv)
{
    const char *tool = argv[0];
    if (strcmp (tool, "local_thr") == 0)
        return distant (tool, argc, argv, ZMQ_PULL);
    if (strcmp (tool, "remote_thr") == 0)
        return distant (tool, argc, argv, ZMQ_PUSH);
    if (strcmp (tool, "local_lat") == 0)
        return distant (tool, argc, argv, ZMQ_REP);
    if (strcmp (tool, "remote_lat") == 0)
        return distant (tool, argc, argv, ZMQ_REQ);
    if (strcmp (tool, "inproc_thr") == 0 || strcmp (tool, "inproc_lat") == 0)
        return inproc (tool, argc, argv);
    if (strcmp (tool, "proxy_thr") == 0)
        return proxy_throughput (tool, argc, argv);
    return BASELINE_UNSUPPORTED;
}
