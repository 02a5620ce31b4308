/** From good to bad; the worst of all findings is the verdict of a box. */
export const VERDICTS = ['ok', 'warning', 'failure'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What was found of one part of a box. */
export interface Finding {
  /** The part, one or two words, e.g. `disk` or `camera east`. */
  readonly what: string;
  readonly verdict: Verdict;
  /** What was found, one sentence without its full stop. */
  readonly found: string;
  /** What to do, one sentence; with each warning and failure. */
  readonly remedy?: string;
}

/** @param found what is as it should be */
export const ok = (what: string, found: string): Finding => ({ what, verdict: 'ok', found });
/** What works and will not for ever, or what nobody can say. */
export const warning = (what: string, found: string, remedy: string): Finding => ({
  what,
  verdict: 'warning',
  found,
  remedy,
});
/** What keeps a box from counting, or loses what it counts. */
export const failure = (what: string, found: string, remedy: string): Finding => ({
  what,
  verdict: 'failure',
  found,
  remedy,
});

/** The worst verdict; `ok` of none. */
export function worst(findings: readonly Finding[]): Verdict {
  return VERDICTS[Math.max(0, ...findings.map(({ verdict }) => VERDICTS.indexOf(verdict)))]!;
}

const SIGNS: Readonly<Record<Verdict, string>> = { ok: 'ok     ', warning: 'WARNING', failure: 'FAILURE' };

/** A finding as lines for a person. */
export function linesOf({ what, verdict, found, remedy }: Finding): string[] {
  return [`${SIGNS[verdict]}  ${what}: ${found}`, ...(remedy ? [`         -> ${remedy}`] : [])];
}
