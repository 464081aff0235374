import type { Variant } from './bench-options.ts';
import type { CpuByProcess } from './measure-cpu.ts';

/** What one round of one variant gave. */
export interface Measurement {
  readonly deliveries: number;
  readonly seconds: number;
  readonly deliveriesPerSecond: number;
  /** CPU-seconds per 1,000 deliveries of the variant's own processes, without Kafka, MongoDB and the receiver. */
  readonly cpuSecondsPer1000: number;
  /** The same of each process that took part; null for one out of reach. */
  readonly cpuSecondsPer1000ByProcess: CpuByProcess;
  /** What only Patchbay has. */
  readonly details?: PatchbayDetails;
}

export interface PatchbayDetails {
  readonly workerPeakRssMb: number;
  /** From the last delivery's arrival until the request log had all of them. */
  readonly logLagMs: number;
  /** Deliveries per second when the clock stops at the request log instead of the receiver. */
  readonly loggedPerSecond: number;
  /** Requests beyond one for each delivery. */
  readonly duplicates: number;
  /** Lines of level warn and above in the logs of the services once they were ready. */
  readonly warnings: number;
}

const OWN: Readonly<Record<Variant, readonly string[]>> = {
  raw: ['client'],
  naive: ['consumer'],
  smart: ['consumer'],
  patchbay: ['config-service', 'dispatcher', 'delivery-worker'],
};

interface Measured {
  readonly variant: Variant;
  readonly deliveries: number;
  readonly seconds: number;
  readonly cpu: CpuByProcess;
  readonly details?: PatchbayDetails;
}

export function toMeasurement({ variant, deliveries, seconds, cpu, details }: Measured): Measurement {
  const per1000 = (value: number): number => (value * 1000) / deliveries;
  const byProcess = Object.fromEntries(
    Object.entries(cpu).map(([name, value]) => [name, value === null ? null : per1000(value)]),
  );
  return {
    deliveries,
    seconds,
    deliveriesPerSecond: deliveries / seconds,
    cpuSecondsPer1000: OWN[variant].reduce((sum, name) => sum + (byProcess[name] ?? 0), 0),
    cpuSecondsPer1000ByProcess: byProcess,
    ...(details && { details }),
  };
}
