#include "baseline.h"

#include <string.h>

int baseline_run (const struct baseline_spec *spec, struct baseline_result *result)
{
    static const struct {
        const char *pattern;
        int (*run) (const struct baseline_spec *, struct baseline_result *);
    } workloads[] = {
      {"push-pull", baseline_push_pull}, {"req-rep", baseline_req_rep},
      {"pub-sub", baseline_pub_sub},     {"proxy", baseline_proxy},
      {"router-dealer", baseline_router_dealer}, {"ping", baseline_ping},
    };
    static const char *const ways[] = {"copy", "fresh", "static", "owned", "owned-copied"};
    size_t i, way = 0;

    while (way < sizeof ways / sizeof *ways && strcmp (ways[way], spec->how) != 0)
        way++;
    if (way == sizeof ways / sizeof *ways)
        return BASELINE_UNSUPPORTED;
    /* Only push-pull sends in more than one way, and only it and pub-sub receive so. */
    if (way != 0 && strcmp (spec->pattern, "push-pull") != 0
        && (way != 1 || strcmp (spec->pattern, "pub-sub") != 0))
        return BASELINE_UNSUPPORTED;
    memset (result, 0, sizeof *result);
    for (i = 0; i < sizeof workloads / sizeof *workloads; i++)
        if (strcmp (workloads[i].pattern, spec->pattern) == 0)
            return workloads[i].run (spec, result);
    return BASELINE_UNSUPPORTED;
}
