import type { Alert, Fault, Media } from '../../base/domain.ts';
import { publicLink } from '../../base/public-link.ts';
import type { Taxon } from '../../know/taxonomy/taxon.ts';

/** News of an alert with what a reader wants to see of it. */
export interface AlertNews {
  /** Of the delivery: the same number twice is the same news. */
  readonly delivery: number;
  readonly news: 'new' | 'update';
  readonly alert: Alert;
  readonly taxon?: Taxon;
  /** The best picture, where there is one. */
  readonly crop?: Media;
  /** Where the best picture is to be had without a token; absent where people elsewhere do not reach the box. */
  readonly picture?: PictureAddress;
}

/** A signed address of a picture. */
export interface PictureAddress {
  /** Whole, e.g. `https://roost.example.org/api/v1/media/0197?until=...&by=box&signature=...`. */
  readonly url: string;
  /** Until when it is good, ms. */
  readonly until: number;
}

/** News of a fault: that it began, or that it ended. */
export interface FaultNews {
  readonly delivery: number;
  readonly news: 'begin' | 'end';
  readonly fault: Fault;
}

/** What goes out together. */
export interface Message {
  /** Of its first delivery; a message that comes twice has the same one. A test has 0. */
  readonly id: number;
  readonly site: string;
  /** Where people elsewhere reach the box, e.g. `https://roost.example.org`; empty where nowhere: then there are no links. */
  readonly publicAddress: string;
  /** Empty in a test. */
  readonly news: readonly (AlertNews | FaultNews)[];
}

export const isAlertNews = (news: AlertNews | FaultNews): news is AlertNews => 'alert' in news;
const isFaultNews = (news: AlertNews | FaultNews): news is FaultNews => 'fault' in news;

/** Where programs read the visit of an alert; undefined where no public address is known. */
function visitUrl({ publicAddress }: Pick<Message, 'publicAddress'>, { visit }: Alert): string | undefined {
  return publicLink(publicAddress, `/api/v1/visits/${encodeURIComponent(visit)}`);
}

/** Where people look at the visit of an alert; undefined where no public address is known. */
export function visitPage({ publicAddress }: Pick<Message, 'publicAddress'>, { visit }: Alert): string | undefined {
  return publicLink(publicAddress, `/#/visits/${encodeURIComponent(visit)}`);
}

const iso = (at: number) => new Date(at).toISOString();

/** What a webhook is sent. */
export function webhookBody(message: Message): string {
  const { id, site, news } = message;
  const alerts = news.filter(isAlertNews).map(({ delivery, news, alert, taxon, crop, picture }) => {
    const { at, changedAt, ...rest } = alert;
    const visit = visitUrl(message, alert);
    return {
      ...{ delivery, news, ...rest, at: iso(at), changedAt: iso(changedAt) },
      ...(taxon && { scientific: taxon.scientific, chinese: taxon.chinese, english: taxon.english }),
      ...(visit && { visitUrl: visit }),
      ...(picture && { cropUrl: picture.url, cropUntil: iso(picture.until) }),
      ...(crop && { cropSha256: crop.sha256 }),
    };
  });
  const faults = news.filter(isFaultNews).map(({ delivery, news, fault }) => {
    const { beganAt, endedAt, changedAt, cameras, ...rest } = fault;
    return {
      ...{ delivery, news, ...rest, beganAt: iso(beganAt), changedAt: iso(changedAt) },
      ...(endedAt !== undefined && { endedAt: iso(endedAt) }),
      cameras: cameras.map(({ since, wellAt, ...camera }) => ({
        ...{ ...camera, since: iso(since) },
        ...(wellAt !== undefined && { wellAt: iso(wellAt) }),
      })),
    };
  });
  return JSON.stringify({
    ...{ version: 1, message: id, site, alerts },
    ...(faults.length > 0 && { faults }),
    ...(news.length === 0 && { test: true }),
  });
}
