/* The baseline as a program of its own, for another libzmq: it speaks the protocol of benches/peers/README.md. */
#include "baseline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef BASELINE_NAME
#define BASELINE_NAME "C"
#endif

int main (int argc, char **argv)
{
    struct baseline_spec spec = {NULL, NULL, 0, 0, 1, "copy"};
    struct baseline_result result;
    int i, major, minor, patch;

    zmq_version (&major, &minor, &patch);
    if (argc == 2 && strcmp (argv[1], "about") == 0) {
        printf ("%s, libzmq %d.%d.%d\n", BASELINE_NAME, major, minor, patch);
        return 0;
    }
    if (argc < 6 || strcmp (argv[1], "run") != 0) {
        fprintf (stderr, "usage: %s run <pattern> <transport> <size> <count> [fan=N] [how=WAY]\n", argv[0]);
        return 1;
    }
    spec.pattern = argv[2];
    spec.transport = argv[3];
    spec.size = (size_t) atol (argv[4]);
    spec.count = atol (argv[5]);
    for (i = 6; i < argc; i++) {
        if (strncmp (argv[i], "fan=", 4) == 0)
            spec.fan = atoi (argv[i] + 4);
        else if (strncmp (argv[i], "how=", 4) == 0)
            spec.how = argv[i] + 4;
    }
    i = baseline_run (&spec, &result);
    if (i == BASELINE_OK)
        printf ("messages=%ld seconds=%.9f cpu=%.6f p50=%.3f p99=%.3f\n", result.messages, result.seconds,
                result.cpu, result.p50, result.p99);
    return i;
}
