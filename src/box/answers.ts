import { hostOf } from '../base/address.ts';
import type { Media, Outcome, Visit } from '../base/domain.ts';
import { correctedCounts } from '../count/correct/corrected.ts';
import { candidatesOf } from '../count/review/candidates.ts';
import type { VisitFilter } from '../count/store/visit-list.ts';
import { effort } from '../count/tally/effort-rows.ts';
import { gaps } from '../count/tally/gaps.ts';
import { halfYearsIn } from '../count/tally/half-year.ts';
import { offsetsOf } from '../count/tally/offsets.ts';
import { queue, queueCounts } from '../count/tally/queues.ts';
import { knownPart } from '../count/tally/recorded.ts';
import { records } from '../count/tally/records.ts';
import { tally } from '../count/tally/tally.ts';
import { type Checklist, makeChecklist } from '../know/taxonomy/checklist.ts';
import { idsWithin, searchTaxa } from '../know/taxonomy/search.ts';
import { lineage, taxa, taxonById } from '../know/taxonomy/taxa.ts';
import { isDomestic } from '../know/taxonomy/wild.ts';
import type { CameraFacts, ReadDeps } from '../tell/server/deps.ts';
import type { Readable, ReadConfig } from './read-config.ts';
import { stationsIn } from './tallying.ts';
import { taughtAnswers } from './taught-answers.ts';
import { tidalPresence } from './tidal-presence.ts';

/**
 * Answers what can be read from a store. A range of time is cut to that of which anything is known, so that no question costs
 * more than what was recorded.
 * @param config its cameras are read with each question: others may be in use by then
 * @param now gives the time, ms
 */
export function answers(config: ReadConfig, store: Readable, now: () => number): ReadDeps {
  const { site, data, folder, checklist } = config;
  const zone = site.site.timeZone;
  const only = (camera: string | undefined) => camera !== undefined && { cameras: [camera] };
  const part = (range: { from: number; to: number }) => knownPart(store, range, now(), zone);
  const known = (range: { from: number; to: number }) => part(range) ?? { from: range.to, to: range.to };
  // Made with the first visit that is asked for: a region's list takes a while.
  let prior: Checklist | undefined;
  const priorNow = () => {
    prior ??= checklist.facts && makeChecklist(checklist.facts);
    return prior;
  };
  return {
    basePath: site.basePath,
    cameraFacts: () => config.cameras.map(cameraFacts),
    taxon: taxonById,
    above: (id) => lineage(id).slice(1),
    taxa: searchTaxa,
    visits: ({ taxon, domestic, protection, hour, ...filter }) => {
      const { from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER } = filter;
      const range = hour === undefined ? undefined : part({ from, to });
      if (hour !== undefined && !range) return [];
      const listed = store.visits.list({
        ...filter,
        ...ofTaxa(taxon, domestic, protection),
        ...(range && { hour: { of: hour!, offsets: offsetsOf(zone, range.from, range.to) } }),
      });
      return listed.map((visit) => ({ visit, ...cropOf(store, visit), ...outcomeOf(store, visit) }));
    },
    visit: (id) => store.visit(id),
    candidates: (detail) => candidatesOf(detail, priorNow()),
    faults: (filter) =>
      store.faults.list(filter).map((fault) => ({ fault, deliveries: store.deliveries.ofFault(fault.id) })),
    alerts: (filter) => store.alerts.list(filter),
    alert: (id) => {
      const alert = store.alerts.get(id);
      return alert && { alert, deliveries: store.deliveries.ofAlert(id) };
    },
    gaps: (camera, from, to, signal) => gaps(store, camera, from, to, signal),
    deployments: () => store.deployments.all(),
    queues: (range, signal) => queueCounts(store, { ...range, ...known(range) }, signal),
    queue: async (name, range, window, signal) => {
      const { visits, next } = await queue(store, name, { ...range, ...known(range) }, window, signal);
      const entries = visits.map(({ visit, outcome }) => ({
        visit,
        ...cropOf(store, visit),
        ...(outcome && { outcome }),
      }));
      return { entries, ...(next && { next }) };
    },
    tallies: ({ camera, taxon, ...query }) => {
      const range = part(query);
      const within = taxon !== undefined && { within: taxon };
      const social = site.socialTaxa;
      return range ? tally(store, { ...query, ...range, zone, social, ...only(camera), ...within }) : [];
    },
    corrected: (asked, signal) => {
      const range = part(asked);
      return correctedCounts(store.visits, { ...asked, ...(range ?? { to: asked.from }) }, signal);
    },
    sample: () => site.sample,
    independence: () => site.independence,
    presence: async ({ camera, taxon, ...query }, longest, signal) => {
      const range = part(query);
      if (!range) return { rows: [] };
      if (range.to - range.from > longest) return undefined;
      const within = taxon !== undefined && { within: taxon };
      const wanted = { ...query, ...range, zone, ...only(camera), ...within };
      return tidalPresence({ site, folder }, store, wanted, signal);
    },
    records: async ({ interval, apart, camera, taxon, ...query }, signal) => {
      const range = part(query);
      if (!range) return [];
      const wanted = {
        ...{ ...query, ...range, zone, intervalMinutes: interval },
        stations: apart === 'camera' ? {} : stationsIn(config, store.deployments.all()),
        ...only(camera),
        ...(taxon !== undefined && { taxa: new Set(idsWithin(taxon)) }),
      };
      return records(store, wanted, signal);
    },
    effort: ({ camera, ...query }) => {
      const range = part(query);
      return range ? effort(store, { ...query, ...range, zone, ...only(camera) }) : [];
    },
    checklist: () => checklist,
    halfYears: () => {
      const all = part({ from: Number.MIN_SAFE_INTEGER, to: now() });
      return all ? halfYearsIn(all, zone) : [];
    },
    // Charts and writers of documents are loaded by whoever makes a report.
    report: async (name, asked) => (await import('./reporting.ts')).madeReport(config, store, name, asked, now()),
    feed: (cursor, limit) => store.events.after(cursor, limit),
    feedBounds: () => ({ pruned: store.events.pruned(), retentionDays: site.feed.retentionDays }),
    lastCursor: () => store.events.last(),
    ...taughtAnswers(data),
  };
}

/** Which taxa a list of visits is narrowed to. */
function ofTaxa(
  taxon: string | undefined,
  domestic: boolean | undefined,
  protection: true | 1 | 2 | undefined,
): Pick<VisitFilter, 'taxa' | 'except'> {
  const known = taxon === undefined ? taxa().map(({ id }) => id) : idsWithin(taxon);
  const level = (id: string) => taxonById(id)?.protection;
  const within = known
    .filter(
      (id) => protection === undefined || (protection === true ? level(id) !== undefined : level(id) === protection),
    )
    .filter((id) => domestic !== true || isDomestic(id));
  const narrowed = taxon !== undefined || protection !== undefined || domestic === true;
  return {
    ...(narrowed && { taxa: within }),
    ...(domestic === false && { except: taxa().flatMap(({ id }) => (isDomestic(id) ? id : [])) }),
  };
}

/** The best crop that is kept of a visit. */
export function cropOf(store: Pick<Readable, 'media'>, { id }: Pick<Visit, 'id'>): { crop?: Media } {
  const crop = store.media.bestCrop(id);
  return crop ? { crop } : {};
}

function outcomeOf(store: Readable, { id }: Visit): { outcome?: Outcome } {
  const outcome = store.visits.reviewed(id)?.outcome;
  return outcome ? { outcome } : {};
}

function cameraFacts({ id, name, place, habitat, url }: ReadConfig['cameras'][number]): CameraFacts {
  return { id, name, place, habitat, host: hostOf(url) };
}
