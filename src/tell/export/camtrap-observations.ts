import type { Cell } from '../../base/csv.ts';
import type { Outcome, Reviewed, Track } from '../../base/domain.ts';
import type { Counted } from '../../count/review/basis.ts';
import { isDomestic } from '../../know/taxonomy/wild.ts';
import { boxInCrop } from './crop-box.ts';
import type { ExportSource } from './format.ts';
import { stamp } from './stamp.ts';

/** Cells of a row of observations.csv by their columns. */
export type ObservationRow = Readonly<Record<string, Cell>>;

/**
 * What a visit as an event is: one row, or one for each age or sex that a person told apart, whose counts sum to the visit's.
 * Not counted: nothing was there (`blank`).
 */
export function eventRows(source: ExportSource, reviewed: Reviewed, counted: Counted | undefined): ObservationRow[] {
  const { visit, outcome } = reviewed;
  const event = {
    eventID: visit.id,
    eventStart: stamp(visit.startAt, source.timeZone),
    eventEnd: stamp(visit.endAt, source.timeZone),
    observationLevel: 'event',
    ...(settled(outcome) ? byPeople(outcome!, source) : byMachine(source.store.tracks.ofVisit(visit.id), source)),
  };
  if (!counted) return [{ ...event, observationID: visit.id, observationType: 'blank' }];
  const animal = { ...event, observationType: 'animal', scientificName: source.scientific(counted.taxon) };
  const said = {
    ...(isDomestic(counted.taxon) && { observationTags: 'domestic' }),
    ...(outcome?.behaviour && { behavior: outcome.behaviour }),
    ...(outcome && outcome.notes.length > 0 && { observationComments: outcome.notes.join('; ') }),
  };
  return groups(outcome, counted.individuals).map((group, index) => {
    return { ...animal, ...said, ...group, observationID: index === 0 ? visit.id : `${visit.id}-${index + 1}` };
  });
}

/** What each crop of a visit shows, on the machine's word. */
export function mediaRows(source: ExportSource, { visit }: Reviewed): ObservationRow[] {
  const tracks = new Map(source.store.tracks.ofVisit(visit.id).map((track) => [track.id, track]));
  const crops = source.store.media.ofVisit(visit.id).filter(({ type }) => type === 'crop');
  return crops.map((crop) => {
    const track = tracks.get(crop.track ?? '');
    const box = boxInCrop(crop);
    return {
      observationID: `${crop.id}-o`,
      mediaID: crop.id,
      eventID: visit.id,
      eventStart: stamp(crop.at, source.timeZone),
      eventEnd: stamp(crop.at, source.timeZone),
      observationLevel: 'media',
      observationType: 'animal',
      scientificName: source.scientific(track?.verdict?.taxon ?? visit.taxon),
      ...(box && { bboxX: box.x, bboxY: box.y, bboxWidth: box.w, bboxHeight: box.h }),
      ...byMachine(track ? [track] : [], source),
    };
  });
}

function settled(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && outcome.status !== 'awaiting' && outcome.status !== 'uncertain';
}

function byPeople({ by, at }: Outcome, { timeZone }: ExportSource): ObservationRow {
  return {
    classificationMethod: 'human',
    classifiedBy: by.join(' | '),
    classificationTimestamp: stamp(at, timeZone),
  };
}

/** The verdict of the track that is named most surely. */
function byMachine(tracks: readonly Track[], { version }: ExportSource): ObservationRow {
  const verdicts = tracks.flatMap(({ verdict }) => verdict ?? []).sort((a, b) => b.score - a.score);
  const models = verdicts[0]?.models.join(' | ');
  return {
    classificationMethod: 'machine',
    classifiedBy: models ? `Roost ${version}: ${models}` : `Roost ${version}`,
    ...(verdicts[0] && { classificationProbability: verdicts[0].score }),
  };
}

/** Counts by age where people told ages, else by sex where they told sexes, and the rest; in all the individuals. */
function groups(outcome: Outcome | undefined, individuals: number): ObservationRow[] {
  const { adults, juveniles, females, males } = outcome ?? {};
  const told =
    adults !== undefined || juveniles !== undefined
      ? [
          { lifeStage: 'adult', count: adults ?? 0 },
          { lifeStage: 'juvenile', count: juveniles ?? 0 },
        ]
      : [
          { sex: 'female', count: females ?? 0 },
          { sex: 'male', count: males ?? 0 },
        ];
  const some = told.filter(({ count }) => count > 0);
  const rest = individuals - some.reduce((sum, { count }) => sum + count, 0);
  // More told apart than were ever seen at once: which of them were together is not known.
  if (rest < 0) return [{ count: individuals }];
  return rest > 0 ? [...some, { count: rest }] : some;
}
