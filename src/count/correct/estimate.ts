import jStat from 'jstat';

/** Visits that are alike to the estimator: some a random sample of which people decided on, some that nobody decided on. */
export interface Stratum {
  /** Visits that nobody decided on. */
  readonly open: number;
  /** Visits of the random sample that people decided on. */
  readonly decided: number;
  /** How many of `decided` are of the taxon. */
  readonly hits: number;
}

/** A count with its 95 % interval, in visits. */
export interface Estimate {
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How many visits are of a taxon, by double sampling: a fallible name for every visit, and the true one for a random sample.
 * Visits that people decided on count as they said; of the others in each stratum as large a part as in its sample. That is the
 * estimator of maximum likelihood of Tenenbein (1970, https://doi.org/10.1080/01621459.1970.10481170), stratified after sampling.
 *
 * The interval is of the posterior under Jeffreys' prior, Beta(1/2, 1/2), which holds its level also where few or none were found
 * (Brown, Cai and DasGupta 2001, https://doi.org/10.1214/ss/1009213286); the strata of a group share one, by their open visits, or many
 * strata without a hit would add up to visits that nobody saw. The open visits of a stratum are then beta-binomial; their sum is
 * taken for a beta distribution from 0 to all open visits with the mean and the variance of the strata's.
 * @param known visits of the taxon among all that people decided on
 * @param groups strata of what is named as the taxon, and of what is not
 */
export function estimated(known: number, groups: readonly (readonly Stratum[])[]): Estimate {
  let [count, mean, variance, all] = [0, 0, 0, 0];
  for (const { open, decided, hits, prior } of groups.flatMap(shared)) {
    const [a, b, n] = [hits + prior, decided - hits + prior, decided + 2 * prior];
    count += decided > 0 ? (open * hits) / decided : open / 2;
    mean += (open * a) / n;
    variance += (open * a * b * (n + open)) / (n ** 2 * (n + 1));
    all += open;
  }
  if (all === 0) return { count: known, low: known, high: known };
  const share = mean / all;
  const weight = (share * (1 - share)) / (variance / all ** 2) - 1;
  const at = (quantile: number) =>
    known + Math.round(all * jStat.beta.inv(quantile, share * weight, (1 - share) * weight));
  const [low, high] = [at(0.025), at(0.975)];
  return { count: Math.min(high, Math.max(low, known + Math.round(count))), low, high };
}

/** Strata in which anything is open, each with its part of the prior of their group. */
function shared(group: readonly Stratum[]) {
  const open = group.filter((stratum) => stratum.open > 0);
  const all = open.reduce((sum, stratum) => sum + stratum.open, 0);
  return open.map((stratum) => ({ ...stratum, prior: (0.5 * stratum.open) / all }));
}
