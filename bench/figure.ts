/** One line of a bench: a figure beside what it must reach, and beside the peer that was measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The aim: a most or a least, as the name tells. */
  readonly limit?: number;
  /** The same by the plain tool that we are held against. */
  readonly peer?: number;
}

/** The middle of some values; of an even number, the upper one. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a share of the values lies, by the nearest rank above. @param share from 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A value with so many digits that the next one would be noise. */
export function rounded(value: number, digits = 3): number {
  return Number(value.toPrecision(digits));
}
