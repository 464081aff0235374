/** What was looked at, and what is wrong with it. */
export interface Finding {
  readonly check: string;
  readonly isOk: boolean;
  readonly detail: string;
  /** What to do; absent where all is well. */
  readonly remedy?: string;
}

export function good(check: string, detail: string): Finding {
  return { check, isOk: true, detail };
}

export function bad(check: string, detail: string, remedy: string): Finding {
  return { check, isOk: false, detail, remedy };
}

/** Runs a check; that it can't be made is a finding as well. */
export async function examine(
  check: string,
  remedy: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [bad(check, error instanceof Error ? error.message : String(error), remedy)];
  }
}
