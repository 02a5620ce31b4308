import type { Alert, AlertReason, Media } from '../../base/domain.ts';
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
}

/** News of one species that go out together. */
export interface Message {
  /** Of its first delivery; a message that comes twice has the same one. */
  readonly id: number;
  readonly site: string;
  /** Where the box's API is, e.g. `http://127.0.0.1:8420`. */
  readonly address: string;
  readonly news: readonly AlertNews[];
}

/** Why, in both languages. */
const REASONS: Readonly<Record<AlertReason, { readonly zh: string; readonly en: string }>> = {
  'first-for-site': { zh: '本站首次记录', en: 'first record for the site' },
  'first-of-year': { zh: '本年首次记录', en: 'first record of the year' },
  protected: { zh: '国家重点保护物种', en: 'protected species' },
};

/** What a webhook is sent. */
export function webhookBody({ id, site, address, news }: Message): string {
  const alerts = news.map(({ delivery, news, alert: { at, changedAt, ...alert }, taxon, crop }) => ({
    ...{ delivery, news, ...alert },
    at: new Date(at).toISOString(),
    changedAt: new Date(changedAt).toISOString(),
    ...(taxon && { scientific: taxon.scientific, chinese: taxon.chinese, english: taxon.english }),
    visitUrl: `${address}/api/v1/visits/${encodeURIComponent(alert.visit)}`,
    ...(crop && { cropUrl: `${address}/api/v1/media/${encodeURIComponent(crop.id)}`, cropSha256: crop.sha256 }),
  }));
  return JSON.stringify({ version: 1, message: id, site, alerts });
}

const STATES = {
  unconfirmed: { zh: '待确认', en: 'unconfirmed' },
  confirmed: { zh: '已确认', en: 'confirmed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
} as const;

/** What a mail says, in both languages. @param clock writes a time as people at the site read it */
export function mailText({ site, address, news }: Message, clock: (at: number) => string) {
  const first = news[0]!;
  const name = ({ taxon, alert }: AlertNews) =>
    [taxon?.chinese, taxon?.english, taxon?.scientific ?? alert.taxon].filter(Boolean).join(' / ');
  const lines = news.flatMap((one) => {
    const { alert } = one;
    const [reason, state] = [REASONS[alert.reason], STATES[alert.state]];
    const level = alert.level ? ` (${alert.level === 1 ? '一级 / level I' : '二级 / level II'})` : '';
    return [
      `${name(one)}${level}`,
      `  ${reason.zh} / ${reason.en}; ${state.zh} / ${state.en}`,
      `  ${clock(alert.at)}, ${alert.camera}, ${alert.individuals} 只 / individuals, ${alert.score.toFixed(2)}`,
      `  ${address}/api/v1/visits/${encodeURIComponent(alert.visit)}`,
      '',
    ];
  });
  const more = news.length > 1 ? ` (${news.length})` : '';
  return { subject: `[${site}] ${name(first)}: ${REASONS[first.alert.reason].en}${more}`, text: lines.join('\n') };
}
