import type { Cell } from '../../base/csv.ts';
import type { Media, Outcome, Track } from '../../base/domain.ts';
import { isDomestic } from '../../know/taxonomy/wild.ts';
import type { CaptureEvent, EventVisit } from './camtrap-events.ts';
import { boxInCrop } from './crop-box.ts';
import type { ExportSource } from './format.ts';
import { stamp } from './stamp.ts';

/** Cells of a row of observations.csv by their columns. */
export type ObservationRow = Readonly<Record<string, Cell>>;

/** Rows of an event, and the taxa that they name, by id. */
export interface EventRows {
  readonly rows: readonly ObservationRow[];
  readonly taxa: readonly string[];
}

/**
 * What an event is: of each visit one row, or one for each age or sex that a person told apart, whose counts sum to the visit's,
 * and a row for each of its pictures and clips. Where nothing counts, nothing was there (`blank`).
 */
export function eventRows(source: ExportSource, event: CaptureEvent): EventRows {
  const all = event.visits.map((visit) => visitRows(source, event, visit));
  return { rows: all.flatMap(({ rows }) => rows), taxa: all.flatMap(({ taxa }) => taxa) };
}

function visitRows(source: ExportSource, event: CaptureEvent, visited: EventVisit): EventRows {
  const { reviewed, counted, media } = visited;
  const { visit, outcome } = reviewed;
  const tracks = source.store.tracks.ofVisit(visit.id);
  const whole = {
    deploymentID: event.deployment,
    eventID: event.visits[0]!.reviewed.visit.id,
    eventStart: stamp(event.startAt, source.timeZone),
    eventEnd: stamp(event.endAt, source.timeZone),
  };
  const named = settled(outcome) ? byPeople(outcome!, source) : byMachine(tracks, source);
  const own = { ...whole, ...named, observationLevel: 'event' };
  if (!counted) return { rows: [{ ...own, observationID: visit.id, observationType: 'blank' }], taxa: [] };
  const animal = { ...own, observationType: 'animal', scientificName: source.scientific(counted.taxon) };
  const comments = [...part(source, event, visited), ...(outcome?.notes ?? [])];
  const said = {
    ...(isDomestic(counted.taxon) && { observationTags: 'domestic' }),
    ...(outcome?.behaviour && { behavior: outcome.behaviour }),
    ...(comments.length > 0 && { observationComments: comments.join('; ') }),
  };
  const rows: ObservationRow[] = groups(outcome, counted.individuals).map((group, index) => {
    return { ...animal, ...said, ...group, observationID: index === 0 ? visit.id : `${visit.id}-${index + 1}` };
  });
  const shown = media.map((one) => {
    if (one.type === 'crop') return cropRow(source, whole, one, tracks, visit.taxon);
    const row = { ...shownRow(source, whole, one), ...named, scientificName: source.scientific(counted.taxon) };
    return { row, taxon: counted.taxon };
  });
  return { rows: [...rows, ...shown.map(({ row }) => row)], taxa: [counted.taxon, ...shown.map(({ taxon }) => taxon)] };
}

/** When a visit was, where its event is longer. */
function part({ timeZone }: ExportSource, event: CaptureEvent, { reviewed: { visit } }: EventVisit): string[] {
  const of = ({ startAt, endAt }: { startAt: number; endAt: number }) =>
    `${stamp(startAt, timeZone)}/${stamp(endAt, timeZone)}`;
  return of(visit) === of(event) ? [] : [`seen ${of(visit)}`];
}

/** What a crop shows, on the machine's word. */
function cropRow(
  source: ExportSource,
  event: ObservationRow,
  crop: Media,
  tracks: readonly Track[],
  otherwise: string,
) {
  const track = tracks.find(({ id }) => id === crop.track);
  const taxon = track?.verdict?.taxon ?? otherwise;
  const box = boxInCrop(crop);
  const row = {
    ...shownRow(source, event, crop),
    scientificName: source.scientific(taxon),
    ...(box && { bboxX: box.x, bboxY: box.y, bboxWidth: box.w, bboxHeight: box.h }),
    ...byMachine(track ? [track] : [], source),
  };
  return { row, taxon };
}

/** A row for a picture or clip, which names the event that it is of. */
function shownRow({ timeZone }: ExportSource, { deploymentID, eventID }: ObservationRow, { id, at }: Media) {
  const time = stamp(at, timeZone);
  return {
    ...{ observationID: `${id}-o`, deploymentID: deploymentID!, mediaID: id, eventID: eventID! },
    ...{ eventStart: time, eventEnd: time, observationLevel: 'media', observationType: 'animal' },
  };
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
