import type { Tallies } from '../../api/types.ts';

type Row = Tallies['data'][number];

/** What one camera counted, and the time that it rests on. */
export interface AtCamera {
  readonly camera: string;
  readonly visits: number;
  readonly individuals: number;
  /** Camera-days in which it could see, also those in which nothing was there. */
  readonly effortDays: number;
}

/** Years of each camera added up, cameras that counted nothing left out, the most first. Pure. */
export function byCamera(rows: readonly Row[]): AtCamera[] {
  const sums = new Map<string, AtCamera>();
  for (const { camera, visits, individuals, effortDays } of rows) {
    if (!camera) continue;
    const old = sums.get(camera) ?? { camera, visits: 0, individuals: 0, effortDays: 0 };
    sums.set(camera, {
      camera,
      visits: old.visits + (visits ?? 0),
      individuals: old.individuals + (individuals ?? 0),
      effortDays: old.effortDays + effortDays,
    });
  }
  return [...sums.values()].filter(({ visits }) => visits > 0).sort((a, b) => b.individuals - a.individuals);
}

/** When a taxon was counted for the first and the last time in rows of it; nothing where it never was. Pure. */
export function seenIn(rows: readonly Row[]): { readonly firstAt: string; readonly lastAt: string } | undefined {
  const firsts = rows.flatMap(({ firstAt }) => firstAt ?? []).sort();
  const lasts = rows.flatMap(({ lastAt }) => lastAt ?? []).sort();
  const [firstAt, lastAt] = [firsts[0], lasts.at(-1)];
  return firstAt !== undefined && lastAt !== undefined ? { firstAt, lastAt } : undefined;
}
