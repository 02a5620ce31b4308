import type { Sentences } from './sentences-zh.ts';

const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const names = (all: readonly string[]) =>
  all.length > 8 ? `${all.slice(0, 8).join(', ')} and others` : all.join(', ');
const signed = (change: number) => (change > 0 ? `+${change}` : change < 0 ? `−${-change}` : 'no change');

/** Every sentence of a report that is made from its numbers, in English. */
export const SENTENCES_EN: Sentences = {
  summary: (f) => [
    `From ${f.from} to ${f.until}, ${plural(f.cameras, 'camera')} at ${plural(f.stations, 'station')} of ${f.site} could see for ${f.effortDays} camera-days. They recorded ${plural(f.species, 'wild species', 'wild species')}: ${f.classes
      .map((one) => {
        const parts = `${plural(one.orders, 'order')}, ${plural(one.families, 'family', 'families')}`;
        return `${one.species} of ${one.name.toLowerCase()} (${parts})`;
      })
      .join(' and ')}, in ${plural(f.visits, 'visit')} with ${plural(f.records, 'independent record')}.`,
    f.levels.every((level) => level.length === 0)
      ? 'No species under national protection was recorded.'
      : `Under national protection: ${f.levels
          .flatMap((level, index) =>
            level.length > 0 ? [`${level.length} of level ${['I', 'II'][index]} (${names(level)})`] : [],
          )
          .join(' and ')}.`,
    f.newNames.length === 0
      ? 'No species was new to the site.'
      : `New to the site: ${names(f.newNames)} (${f.newNames.length})${f.newUnreviewed > 0 ? `; ${f.newUnreviewed} of these nobody has reviewed yet` : ', reviewed by people'}.`,
    ...f.classes.flatMap(({ name, top }) =>
      top.length > 0
        ? [
            `Of ${name.toLowerCase()}, most independent records were of ${top.map((one) => `${one.name} (${one.records})`).join(', ')}.`,
          ]
        : [],
    ),
    ...(f.largest ? [`Most at once in one visit were ${f.largest.individuals}, of ${f.largest.name}.`] : []),
    f.before
      ? `Compared with the ${f.before.half.toLowerCase()}: species ${f.before.species} then, ${f.species} now (${signed(f.species - f.before.species)}); independent records ${f.before.records} then, ${f.records} now; but camera-days ${f.before.effortDays} then, ${f.effortDays} now, which has to be borne in mind.`
      : 'Nothing is known of the half-year before: nobody looked.',
    `Of all ${plural(f.looked, 'visit')}, people reviewed ${f.reviewed}; the others count as the machine named and counted them.`,
  ],
  unknown: 'No camera looked in this half-year: whether any animal was there is not known.',
  survey: (f) =>
    `This report tells of the records of ${plural(f.cameras, 'fixed camera')} at ${plural(f.stations, 'station')} of ${f.site} from ${f.from} to ${f.until} (days and hours of ${f.zone}).`,
  until: (day) => `The half-year goes on: figures up to ${day}.`,
  generalised: (degrees) =>
    `Positions with * are told to ${degrees} degree only, because species under national protection were recorded there.`,
  atSite: 'Where it says (site), nobody told where the camera stood: the position is that of the site.',
  effortNote:
    'A camera-day is 24 clear hours. Clear hours are hours watched without those in which the picture showed nothing (too dark, covered, fogged or out of focus): a camera that is blind at night has fewer camera-days than its hours watched over 24. Hours not watched are the hours at the site without the hours watched; gaps hold both what was not watched and what showed nothing. A dash: nobody told when the camera stood there, or for less than it watched.',
  counting: ({ gap, interval, compare }) => [
    'Naming: Roost watched the streams of the cameras whenever they ran, finds animals in them and names them as far as the evidence allows; what is not named to species is listed apart in the appendix and is not among the species. Domestic animals are in a table of their own and in no other figure.',
    `Visits: a visit is of one taxon at one camera, and ends when no animal of it was seen for ${gap} s. Its count is MaxN, the most seen at once, so that the sum over visits may count an animal again on another visit.`,
    `Independent records: records of a taxon at a station are independent at ${interval} min (${compare === 'lastRecord' ? 'from the record before' : 'from the independent record before'}), judged over all that was ever recorded${interval > 0 ? "; of several in one second the first is a record, as in camtrapR's public functions" : ''}.`,
    'The relative abundance index (RAI) is 100 times the independent records over the camera-days in which the cameras could see, and is told by species only. It compares times and places of one species, not species with one another, for they are found at different distances; a sum of it means nothing.',
    'Order of names: that of the lists of the birds and of the mammals of China. Protection: the national list of 2021.',
  ],
  reviewed: ({ people, reviewed, share, looked }) =>
    `${plural(people, 'person', 'people')} reviewed ${plural(reviewed, 'visit')}, ${share} of all ${looked}. Rejected visits do not count; uncertain ones, and first records that wait for a second person, count as the machine says until that is decided.`,
  gone: (files) =>
    `${plural(files, 'picture and clip', 'pictures and clips')} of the half-year ${files === 1 ? 'is' : 'are'} not kept any more: the disk's room is limited, and those of common visits go first. What they showed, their times and their SHA-256 are kept, and all of it counts here.`,
  changed: (kind, half, list) =>
    kind === 'gained'
      ? `Recorded now and not in the ${half.toLowerCase()}: ${list}.`
      : `Recorded in the ${half.toLowerCase()} and not now: ${list}.`,
  correctedBasis: ({ visits, sampled, decided, refused }) =>
    `Of ${visits} visits that the machine counts, ${sampled} are in the random sample, and people decided on ${decided} of these. How often names are right follows from them: visits that nobody reviewed count by what the sample says of their like, reviewed ones as people said (double sampling, Tenenbein 1970; intervals under Jeffreys' prior).${refused ? ` The sample is too small for ${refused.taxa} taxa, which are left out; about ${refused.more} more reviews of it would do for the first.` : ''}`,
  limits: [
    'What no model knows stays unnamed; absence from the list is no proof of absence.',
    'A camera tells of what was in its view while it could see. Views and distances differ, so that counts of different cameras are not to be compared as they stand.',
  ],
  linked: (address) => `Each number in the tables of this report leads to what it counts (at ${address}).`,
  unlinked:
    'No address that readers could open is known (publicAddress in roost.yaml), so that numbers have no links; what they count is found at the API of the box under /api/v1, or by roost export.',
  noSetups: 'The minutes of this half-year do not say which models were in force.',
};
