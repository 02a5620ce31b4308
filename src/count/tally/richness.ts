/** How many species there may be, with a 95 % interval. */
export interface Richness {
  readonly observed: number;
  readonly chao2: number;
  readonly lower: number;
  readonly upper: number;
}

/** Of a normal distribution so many standard deviations hold 95 %. */
const Z = 1.959964;

/**
 * Chao2: the least number of species that incidences tell of, from those found in one sampling unit only (Q1) and in two (Q2).
 * With m units and A = (m - 1) / m it is S + A Q1^2 / (2 Q2), and where no species was found in two, S + A Q1 (Q1 - 1) / 2.
 * The interval is log-normal, so that it never holds less than what was seen.
 * @param incidences for each species observed, in how many units it was found, 1 or more
 * @param units how many sampling units there were
 * @see Chao 1987, Biometrics 43: 783-791; variances as in Chao & Chiu 2016, Wiley StatsRef, for incidence data
 */
export function chao2(incidences: readonly number[], units: number): Richness {
  const observed = incidences.length;
  const found = (times: number) => incidences.filter((each) => each === times).length;
  const [once, twice] = [found(1), found(2)];
  const share = units > 0 ? (units - 1) / units : 0;
  const unseen = twice > 0 ? (share * once ** 2) / (2 * twice) : (share * once * (once - 1)) / 2;
  if (unseen === 0) return { observed, chao2: observed, lower: observed, upper: observed };
  const estimate = observed + unseen;
  const ratio = once / twice;
  const variance =
    twice > 0
      ? twice * ((share / 2) * ratio ** 2 + share ** 2 * ratio ** 3 + (share ** 2 / 4) * ratio ** 4)
      : (share * once * (once - 1)) / 2 +
        (share ** 2 * once * (2 * once - 1) ** 2) / 4 -
        (share ** 2 * once ** 4) / (4 * estimate);
  const spread = Math.exp(Z * Math.sqrt(Math.log(1 + variance / unseen ** 2)));
  return { observed, chao2: estimate, lower: observed + unseen / spread, upper: observed + unseen * spread };
}

/**
 * Species that so many sampling units hold on average, whichever they are: sample-based rarefaction.
 * @param incidences for each species observed, in how many of all units it was found
 * @param units all of them
 * @param taken how many of them, 0 to `units`
 * @see Colwell et al. 2012, Journal of Plant Ecology 5: 3-21, equation 17
 */
export function rarefied(incidences: readonly number[], units: number, taken: number): number {
  return incidences.reduce((species, times) => species + 1 - missed(units, times, taken), 0);
}

/** Probability that none of the units taken is one of those that a species was found in. */
function missed(units: number, times: number, taken: number): number {
  let probability = 1;
  for (let i = 0; i < times; i++) probability *= Math.max(0, units - taken - i) / (units - i);
  return probability;
}
