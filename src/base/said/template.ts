/**
 * Sentences with places for words and figures, e.g. `{free:bytes} are free`. What stands behind the colon is the kind of a place: how it
 * is written in English, how it is read back, and what it is in the API.
 */
interface Kind {
  /** What it looks like in a sentence, as a regular expression without groups. */
  readonly like: string;
  write(value: never): string;
  /** The inverse of `write`, as exact as the sentence is. */
  read(text: string): string | number | readonly string[];
}

const ONE_LINE = '[^\\n]+?';
/** A name or a path holds nothing that stands between sentences: else it would take the one before it for a part of itself. */
const NAME = '(?:(?!: |; )[^\\n])+?';
const text = (like: string): Kind => ({ like, write: (value: string) => value, read: (found) => found });
const words = text(ONE_LINE);
const name = text(NAME);
const figure = (digits: number): Kind => ({
  like: `-?\\d+\\.\\d{${digits}}`,
  write: (value: number) => value.toFixed(digits),
  read: Number,
});
const joined = (like: string, by: string, between: RegExp | string): Kind => ({
  like,
  write: (value: readonly string[]) => value.join(by),
  read: (text) => text.split(between),
});

/** The kinds of places; one without a kind holds a name or a path. */
const KINDS = {
  '': name,
  /** Words of another program, in whatever language it has. */
  words,
  /** The id of a camera. */
  camera: name,
  /** An ISO 8601 time in UTC. */
  time: name,
  /** One that is told to the minute. */
  minute: {
    like: '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d',
    write: (value: string) => value.slice(0, 16).replace('T', ' '),
    read: (text) => `${text.replace(' ', 'T')}:00.000Z`,
  },
  /** A number as it is. */
  n: { like: '-?\\d+(?:\\.\\d+)?', write: (value: number) => String(value), read: Number },
  n1: figure(1),
  n2: figure(2),
  /** A share from 0 to 1, in whole percents. */
  percent: {
    like: '\\d+ %',
    write: (value: number) => `${Math.round(100 * value)} %`,
    read: (text) => Number.parseInt(text, 10) / 100,
  },
  bytes: {
    like: '\\d+(?:\\.\\d)? (?:GB|MB)',
    write: (value: number) => (value >= 1e9 ? `${(value / 1e9).toFixed(1)} GB` : `${Math.round(value / 1e6)} MB`),
    read: (text) => Math.round(Number.parseFloat(text) * (text.endsWith('GB') ? 1e9 : 1e6)),
  },
  /** Days that are left, rounded down. */
  days: {
    like: 'less than a day|\\d+ days?',
    write: (value: number) => (value < 1 ? 'less than a day' : `${Math.floor(value)} ${value < 2 ? 'day' : 'days'}`),
    read: (text) => (text.startsWith('less') ? 0 : Number.parseInt(text, 10)),
  },
  list: joined(NAME, ', ', ', '),
  cameras: joined(NAME, ', ', ', '),
  /** Another sentence of the box, or words that it has no code for. */
  said: words,
  /** Another sentence of the box, without which this one is not recognised. */
  known: words,
  /** Several of them. */
  sayings: joined(ONE_LINE, '; ', '; '),
  /** Several of them, each with how often in brackets. */
  reasons: joined(ONE_LINE, ', ', /(?<=\(\d+\)), /),
} as const satisfies Readonly<Record<string, Kind>>;

/** The kind of a place in a sentence. */
export type KindName = keyof typeof KINDS;

type Places<T extends string> = T extends `${string}{${infer P}}${infer Rest}` ? P | Places<Rest> : never;
type Given<K> = K extends 'n' | 'n1' | 'n2' | 'percent' | 'bytes' | 'days'
  ? number
  : K extends 'list' | 'cameras' | 'sayings' | 'reasons'
    ? readonly string[]
    : string;

/** What a sentence must be given: a value for each of its places. */
export type ParamsOf<T extends string> = {
  readonly [P in Places<T> as P extends `${infer Name}:${string}` ? Name : P]: P extends `${string}:${infer K}`
    ? Given<K>
    : string;
};

const PLACE = /\{(\w+)(?::(\w+))?\}/g;

/** The places of a sentence, in their order. */
export function placesOf(template: string): readonly { readonly name: string; readonly kind: KindName }[] {
  return [...template.matchAll(PLACE)].map(([, name, kind = '']) => ({ name: name!, kind: kind as KindName }));
}

/** The sentence in English. */
export function write(template: string, params: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(PLACE, (_, name: string, kind = '') =>
    KINDS[kind as KindName].write(params[name] as never),
  );
}

/** Reads what was written by a template back into what it was written with; undefined for any other text. */
export function reader(template: string): (text: string) => Readonly<Record<string, unknown>> | undefined {
  const places = placesOf(template);
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = template.split(/\{[^}]*\}/).map(literal);
  const like = places.map(({ kind }) => `(${KINDS[kind].like})`);
  const pattern = new RegExp(`^${parts.map((part, n) => part + (like[n] ?? '')).join('')}$`);
  return (text) => {
    const found = pattern.exec(text);
    if (!found) return undefined;
    return Object.fromEntries(places.map(({ name, kind }, n) => [name, KINDS[kind].read(found[n + 1]!)]));
  };
}
