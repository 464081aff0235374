import type { MetricDeclarations } from './metric-declaration.ts';

/** What prom-client tells of the process and is worth keeping: everything else it offers is removed. */
export const processMetrics = {
  cpu: {
    type: 'counter',
    name: 'patchbay_process_cpu_seconds_total',
    help: 'Total user and system CPU time spent in seconds.',
  },
  startTime: {
    type: 'gauge',
    name: 'patchbay_process_start_time_seconds',
    help: 'Start time of the process since unix epoch in seconds.',
  },
  resident: {
    type: 'gauge',
    name: 'patchbay_process_resident_memory_bytes',
    help: 'Resident memory size in bytes.',
  },
  openFiles: {
    type: 'gauge',
    name: 'patchbay_process_open_fds',
    help: 'Number of open file descriptors.',
  },
  maxFiles: {
    type: 'gauge',
    name: 'patchbay_process_max_fds',
    help: 'Maximum number of open file descriptors.',
  },
  loopMean: {
    type: 'gauge',
    name: 'patchbay_nodejs_eventloop_lag_mean_seconds',
    help: 'The mean of the recorded event loop delays.',
  },
  loopP99: {
    type: 'gauge',
    name: 'patchbay_nodejs_eventloop_lag_p99_seconds',
    help: 'The 99th percentile of the recorded event loop delays.',
  },
  loopMax: {
    type: 'gauge',
    name: 'patchbay_nodejs_eventloop_lag_max_seconds',
    help: 'The maximum recorded event loop delay.',
  },
  heapUsed: {
    type: 'gauge',
    name: 'patchbay_nodejs_heap_size_used_bytes',
    help: 'Process heap size used from Node.js in bytes.',
  },
  heapTotal: {
    type: 'gauge',
    name: 'patchbay_nodejs_heap_size_total_bytes',
    help: 'Process heap size from Node.js in bytes.',
  },
  external: {
    type: 'gauge',
    name: 'patchbay_nodejs_external_memory_bytes',
    help: 'Node.js external memory size in bytes.',
  },
  gc: {
    type: 'histogram',
    name: 'patchbay_nodejs_gc_duration_seconds',
    help: 'Garbage collection duration by kind, one of major, minor, incremental or weakcb.',
    labels: ['kind'],
  },
  version: {
    type: 'gauge',
    name: 'patchbay_nodejs_version_info',
    help: 'Node.js version info.',
    labels: ['version', 'major', 'minor', 'patch'],
  },
} as const satisfies MetricDeclarations;
