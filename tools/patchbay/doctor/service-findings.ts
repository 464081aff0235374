import { bad, good } from './finding.ts';
import type { Finding } from './finding.ts';

interface ReadyAnswer {
  readonly status?: string;
  readonly problems?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 5000;

/** Asks a service itself whether it can take work. @param name with its address, for people */
export async function readinessFindings(name: string, url: string): Promise<readonly Finding[]> {
  const check = `${name} ${url}`;
  let body: ReadyAnswer;
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    body = (await response.json()) as ReadyAnswer;
  } catch {
    // Whatever stands in the way, the remedy is the same.
    return [bad(check, 'does not answer', 'see that it runs and that the address is right')];
  }
  return readyFindings(check, body);
}

/** One finding for each reason that a service gives. */
export function readyFindings(check: string, { status, problems = {} }: ReadyAnswer): readonly Finding[] {
  if (status === 'ready') return [good(check, 'ready')];
  const reasons = Object.entries(problems);
  if (reasons.length === 0)
    return [bad(check, 'gives another answer than a service does', 'name its address')];
  return reasons.map(([what, reason]) => bad(check, `${what}: ${reason}`, remedyOf(what)));
}

function remedyOf(what: string): string {
  if (/mongo/i.test(what)) return 'see that MongoDB runs and that MONGODB_URI is right';
  if (/kafka|topic|intake|consumer/i.test(what))
    return 'see what is said of Kafka, topics and consumer groups';
  return 'look at the log of the service';
}
