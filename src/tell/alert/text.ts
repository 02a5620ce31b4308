import { type AlertNews, type FaultNews, isAlertNews, type Message, visitPage } from './message.ts';
import { FAULTS, type Language, LEVELS, REASONS, STATES, say, span, WORDS } from './words.ts';

/** How a message is put into words. */
export interface Wording {
  readonly language: Language;
  /** Writes a time as people at the site read it. */
  clock(at: number): string;
}

type Item = AlertNews | FaultNews;

/** Name of the animal of an alert. */
function nameOf({ taxon, alert }: AlertNews, language: Language): string {
  const scientific = taxon?.scientific ?? alert.taxon;
  if (language === 'both') return [taxon?.chinese, taxon?.english, scientific].filter(Boolean).join(' / ');
  const common = language === 'zh' ? (taxon?.chinese ?? taxon?.english) : taxon?.english;
  return common ? `${common} (${scientific})` : scientific;
}

function alertLines(item: AlertNews, message: Message, { language, clock }: Wording): string[] {
  const { alert, picture } = item;
  const level = alert.level ? ` (${say(language, LEVELS[alert.level])})` : '';
  const link = visitPage(message, alert);
  return [
    `${nameOf(item, language)}${level}`,
    `  ${say(language, REASONS[alert.reason])}; ${say(language, STATES[alert.state])}`,
    `  ${clock(alert.at)}, ${alert.camera}, ${alert.individuals} ${say(language, WORDS.individuals)}, ${alert.score.toFixed(2)}`,
    ...(link ? [`  ${link}`] : []),
    ...(picture ? [`  ${say(language, WORDS.picture)} ${clock(picture.until)}: ${picture.url}`] : []),
  ];
}

/** What a fault is, in one line. */
function faultLine({ news, fault }: FaultNews, { language, clock }: Wording): string {
  const what = say(language, FAULTS[fault.kind]);
  // Times that a wrong clock told, and spans from them to those of a right one, mean nothing.
  if (fault.kind === 'clock') return news === 'begin' ? what : `${say(language, WORDS.ended)}: ${what}`;
  if (news === 'begin') return `${what} (${say(language, WORDS.began)} ${clock(fault.beganAt)})`;
  const lasted = say(language, span((fault.endedAt ?? fault.beganAt) - fault.beganAt));
  return `${say(language, WORDS.ended)}: ${what} (${clock(fault.beganAt)}, ${lasted})`;
}

function faultLines(item: FaultNews, wording: Wording): string[] {
  const { cameras, message } = item.fault;
  const names = cameras.map(({ camera, cause }) => (cause ? `${camera} (${cause})` : camera)).join(', ');
  return [
    faultLine(item, wording),
    ...(cameras.length > 0 ? [`  ${say(wording.language, WORDS.cameras)} (${cameras.length}): ${names}`] : []),
    ...(message && item.news === 'begin' ? [`  ${message}`] : []),
  ];
}

function linesOf(item: Item, message: Message, wording: Wording): string[] {
  return isAlertNews(item) ? alertLines(item, message, wording) : faultLines(item, wording);
}

/** A message as a subject and a text, for mail. */
export function mailText(message: Message, wording: Wording): { readonly subject: string; readonly text: string } {
  const { site, news } = message;
  const { language } = wording;
  const [first] = news;
  if (!first)
    return { subject: `[${site}] Roost: ${say(language, WORDS.test)}`, text: `${say(language, WORDS.testWhy)}\n` };
  const more = news.length > 1 ? ` (${news.length})` : '';
  const what = isAlertNews(first)
    ? `${nameOf(first, language)}: ${say(language === 'both' ? 'en' : language, REASONS[first.alert.reason])}`
    : faultLine(first, wording);
  const text = news.flatMap((item) => [...linesOf(item, message, wording), '']).join('\n');
  return { subject: `[${site}] ${what}${more}`, text };
}

/** A message as plain text, for people who chat. Its first line names the site and Roost, for robots that want a key word. */
export function chatText(message: Message, wording: Wording): string {
  const { language } = wording;
  const head = `【${message.site}】Roost`;
  if (message.news.length === 0) return `${head}: ${say(language, WORDS.test)}\n${say(language, WORDS.testWhy)}`;
  return [head, ...message.news.flatMap((item) => linesOf(item, message, wording))].join('\n');
}

/** How many of a message's news fit into so many bytes of chat, at least one. */
export function fitting(message: Message, wording: Wording, bytes: number): number {
  let [most, sum] = [0, Buffer.byteLength(chatText({ ...message, news: [] }, wording))];
  for (const item of message.news) {
    sum += Buffer.byteLength(linesOf(item, message, wording).join('\n')) + 1;
    if (sum > bytes) break;
    most += 1;
  }
  return Math.max(1, most);
}

/** Cut to so many bytes of UTF-8, at a whole character. */
export function cut(text: string, bytes: number): string {
  const whole = Buffer.from(text);
  if (whole.length <= bytes) return text;
  return `${whole
    .subarray(0, bytes - 4)
    .toString('utf8')
    .replace(/\uFFFD+$/, '')}…`;
}
