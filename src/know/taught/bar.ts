/** From where on a name of one rank is said. */
export interface Bar {
  /** What a winner's value must be above. */
  readonly above: number;
  /** Values that pictures reached of taxa that were left out, highest first; what such pictures reach at a site. */
  readonly impostors: readonly number[];
}

/** With fewer pictures than this, the highest of them says little of the highest of a hundred. */
const ENOUGH = 25;

/**
 * The bar that at most a share of pictures of taxa that were not taught pass.
 * @param values what pictures reach whose own taxon was left out
 * @param share of them that may pass, 0 to 1
 * @param least where there are too few of them: no bar is lower than this
 */
export function barOf(values: readonly number[], share: number, least: number): Bar {
  const impostors = [...values].sort((a, b) => b - a).map((value) => Math.round(value * 1e4) / 1e4);
  const highest = impostors[Math.floor(share * impostors.length)] ?? Number.NEGATIVE_INFINITY;
  return { above: impostors.length < ENOUGH ? Math.max(least, highest) : highest, impostors };
}

/**
 * How surely a value is not that of a taxon that was not taught: 1 less the share of those that reach as much, each counted
 * as half when it is just reached. Never 0 or 1, as nobody has seen all others.
 */
export function sureness({ above, impostors }: Bar, value: number): number {
  const sure = 1 - (reaching(impostors, value) + 0.5) / (impostors.length + 1);
  // Too few to tell: 0.96 at the bar, as it is meant, and less below in proportion.
  if (impostors.length < ENOUGH) return Math.min(0.99, Math.max(0.01, value > above ? 0.96 : (0.96 * value) / above));
  return sure;
}

/** How many of some values, highest first, are at least this. */
function reaching(values: readonly number[], least: number): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (values[middle]! >= least) from = middle + 1;
    else to = middle;
  }
  return from;
}
