/* Says which libzmq this is. Declares what it uses itself, so that no header is needed. */
#include <stdio.h>

void zmq_version (int *major, int *minor, int *patch);
int zmq_has (const char *capability);
#ifdef PROBE_DRAFT
void *zmq_poller_new (void);
int zmq_poller_destroy (void **poller);
#endif

int main (void)
{
    int major = 0, minor = 0, patch = 0;
    zmq_version (&major, &minor, &patch);
    printf ("version=%d.%d.%d curve=%d draft=%d\n", major, minor, patch,
            zmq_has ("curve"), zmq_has ("draft"));
#ifdef PROBE_DRAFT
    {
        void *poller = zmq_poller_new ();
        return poller == 0 || zmq_poller_destroy (&poller) != 0;
    }
#else
    return 0;
#endif
}
