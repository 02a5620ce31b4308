import type { AlertNews, FaultNews, Message } from './message.ts';
import { isAlertNews, visitPage } from './message.ts';
import { chatText, type Wording } from './text.ts';
import { FAULTS, LEVELS, REASONS, STATES, say } from './words.ts';

/** What the placeholders of a template stand for; empty where a message has none of it. */
type Values = Readonly<Record<(typeof PLACEHOLDERS)[number], string | number>>;

/** Placeholders of a template, in braces. */
export const PLACEHOLDERS = [
  ...(['what', 'news', 'id', 'site', 'text', 'time', 'camera', 'link', 'picture', 'message'] as const),
  ...(['species', 'scientific', 'chinese', 'english', 'reason', 'level', 'state', 'individuals', 'score'] as const),
  ...(['fault', 'cameras', 'beganAt', 'endedAt'] as const),
] as const;

const PLACEHOLDER = /\{([a-zA-Z]+)\}/g;

/** The values for a message of one piece of news, or a test. */
export function valuesOf(message: Message, wording: Wording): Values {
  const { language } = wording;
  const [first] = message.news;
  const empty = Object.fromEntries(PLACEHOLDERS.map((key) => [key, ''])) as Record<keyof Values, string>;
  const common = { ...empty, site: message.site, text: chatText(message, wording), message: message.id };
  if (!first) return { ...common, what: 'test', news: 'test' };
  return { ...common, ...(isAlertNews(first) ? ofAlert(first) : ofFault(first)) };

  function ofAlert({ news, alert, taxon, picture }: AlertNews): Partial<Values> {
    const common = language === 'en' ? taxon?.english : (taxon?.chinese ?? taxon?.english);
    return {
      ...{ what: 'alert', news, id: alert.id, camera: alert.camera, time: wording.clock(alert.at) },
      ...{
        link: visitPage(message, alert) ?? '',
        picture: picture?.url ?? '',
        species: common ?? taxon?.scientific ?? alert.taxon,
      },
      ...{ scientific: taxon?.scientific ?? alert.taxon, chinese: taxon?.chinese ?? '', english: taxon?.english ?? '' },
      ...{ reason: say(language, REASONS[alert.reason]), state: say(language, STATES[alert.state]) },
      ...{ level: alert.level ? say(language, LEVELS[alert.level]) : '' },
      ...{ individuals: alert.individuals, score: alert.score },
    };
  }

  function ofFault({ news, fault }: FaultNews): Partial<Values> {
    const { beganAt, endedAt, changedAt } = fault;
    const cameras = fault.cameras.map(({ camera }) => camera).join(', ');
    return {
      ...{ what: 'fault', news, id: fault.id, fault: say(language, FAULTS[fault.kind]), cameras, camera: cameras },
      ...{ time: wording.clock(changedAt), beganAt: wording.clock(beganAt) },
      ...{ endedAt: endedAt === undefined ? '' : wording.clock(endedAt) },
    };
  }
}

/**
 * Fills a template: each text in it, however deep; keys stay. Values are put into texts of a value and not into written JSON, so
 * that no quote in a name can break it. A text that is one placeholder and nothing else becomes the value, also a number.
 */
export function filled(template: unknown, values: Values): unknown {
  if (typeof template === 'string') {
    const whole = /^\{([a-zA-Z]+)\}$/.exec(template)?.[1];
    if (whole !== undefined) return values[whole as keyof Values];
    return template.replace(PLACEHOLDER, (_, key: string) => String(values[key as keyof Values]));
  }
  if (Array.isArray(template)) return template.map((item) => filled(item, values));
  if (template === null || typeof template !== 'object') return template;
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, filled(item, values)]));
}

/** Placeholders in a template that stand for nothing. */
export function unknownPlaceholders(template: unknown): string[] {
  const known: ReadonlySet<string> = new Set(PLACEHOLDERS);
  const found = JSON.stringify(template).match(PLACEHOLDER) ?? [];
  return [...new Set(found)].filter((one) => !known.has(one.slice(1, -1)));
}
