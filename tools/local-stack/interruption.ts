const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Thrown by what an interruption called off. */
export class InterruptedError extends Error {
  override name = 'InterruptedError';
  readonly exitCode: number;

  constructor(signal: (typeof signals)[number]) {
    super(`interrupted by ${signal}`);
    this.exitCode = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal];
  }
}

/**
 * Aborts on the first Ctrl-C, SIGTERM or hang-up, with an InterruptedError as its reason. From then on the process does
 * not end by itself: its owner stops its stack and exits. A second signal is ignored, so that the clean-up is finished.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of signals) {
    process.on(name, () => {
      controller.abort(new InterruptedError(name));
    });
  }
  return controller.signal;
}
