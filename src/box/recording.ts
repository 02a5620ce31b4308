import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { inside } from '../base/geometry.ts';
import type { FoldingSite } from '../count/record/folding.ts';
import type { RecorderOptions } from '../count/record/recorder.ts';
import type { ZoneOf } from '../count/visit/make.ts';
import type { Config } from '../know/config/config.ts';
import type { CameraConfig } from '../know/config/schema.ts';
import { ownListing } from '../know/taxonomy/checklist.ts';
import { cutClip } from '../see/media/clips.ts';

const DAY = 86_400_000;

/** What the recorder is set to. */
export function recorderOptions(config: Config): RecorderOptions {
  const { site, data } = config;
  const { clips, clipSeconds } = site.evidence;
  const { keepDays, keepNone } = site.people;
  const zone = site.site.timeZone;
  return {
    gapMs: site.visits.gapSeconds * 1000,
    data,
    keeps: {
      feedMs: site.feed.retentionDays * DAY,
      deliveriesMs: site.retention.deliveryDays * DAY,
      pathsMs: site.retention.pathDays * DAY,
      statesMs: site.retention.stateDays * DAY,
      peopleMs: keepNone ? 0 : keepDays * DAY,
    },
    clock: (at: number) => DateTime.fromMillis(at, { zone }).toFormat('HH:mm'),
    site: foldingSite(config),
    ...(clips && {
      clips: {
        cut: (request, signal) => cutClip(data, request, signal, keepNone),
        remove: (file) => rm(join(data, file), { force: true }),
        lengthMs: clipSeconds * 1000,
        ringMs: site.budgets.ringSeconds * 1000,
      },
    }),
  };
}

/** What folding is told of the site. */
export function foldingSite(config: Config): FoldingSite {
  const { site, checklist } = config;
  const listed = ownListing(checklist);
  return {
    ...(listed && { listed }),
    zoneOf: zoneOf(config),
    minScore: site.visits.minScore,
    timeZone: site.site.timeZone,
  };
}

/** The first zone of a camera's file that a point lies in; its zones may be others by then. */
export function zoneOf(config: { readonly cameras: readonly Pick<CameraConfig, 'id' | 'zones'>[] }): ZoneOf {
  return (camera, point) => {
    const zones = config.cameras.find(({ id }) => id === camera)?.zones ?? [];
    return zones.find(({ polygon }) => inside(point, polygon))?.name;
  };
}
