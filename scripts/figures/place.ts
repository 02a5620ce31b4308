import type { Kept } from '../../bench/newest.ts';

/** By document, what stands between its marks, by the mark's name. */
export type Documents = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The newest run of each bench that was kept. */
export type Newest = Readonly<Record<string, Kept>>;

/** What documents say of the newest runs of `memory`, `quiet` and `dashboard`, as far as they were kept. @throws Error where a run lacks a figure */
export function documents({ memory, quiet, dashboard }: Newest): Documents {
  const held = memory && { memory: `${Math.round(value(memory, box(ONE)) / 10) * 10} MB` };
  const used = quiet && { quiet: percent(value(quiet, `${MAIN}, whole box`)) };
  return {
    'README.md': { ...held, ...used },
    'README.zh.md': { ...held, ...used },
    'docs/performance.md': {
      ...(memory && { memory: memoryTable(memory) }),
      ...(quiet && { quiet: quietTable(quiet) }),
      ...(dashboard && { dashboard: everyFigure(dashboard, 'dashboard') }),
    },
  };
}

const [ONE, TWO, SMALL] = ['one 1080p25 camera', 'two 1080p25 cameras', 'one 640x360 substream'];
const MAIN = 'quiet 1080p25 camera';
const box = (watched: string) => `memory of the box, ${watched}`;

function memoryTable(run: Kept): string {
  const row = (watched: string) =>
    [
      box(watched),
      ...['first process', 'inference processes', 'ffmpegs'].map((of) => `memory of its ${of}, ${watched}`),
    ]
      .map((name) => `${value(run, name)} MB`)
      .join(' | ');
  return block(run, 'memory', [
    '| what it watches | the box | its first process | two inference processes | ffmpeg |',
    '| --- | --- | --- | --- | --- |',
    ...[ONE, TWO, SMALL].map((watched) => `| ${watched} | ${row(watched!)} |`),
  ]);
}

function quietTable(run: Kept): string {
  const row = (name: string) => {
    const whole = figure(run, `${name}, whole box`);
    const over = figure(run, `${name}, box over ffmpeg`);
    const met = over.value <= (over.limit ?? 0) ? 'yes' : 'no';
    return `${percent(whole.value)} | ${percent(whole.peer ?? Number.NaN)} | ${over.value} times | ${over.limit} times | ${met} |`;
  };
  return block(run, 'quiet', [
    '| camera on which nothing moves | CPU of the box, of one core | the same ffmpeg alone | ratio | aim | met |',
    '| --- | --- | --- | --- | --- | --- |',
    `| 1080p25 H.264, analysed at 1280x720, 5 frames a second | ${row(MAIN)}`,
    `| substream 640x360 | ${row('quiet 640x360 substream')}`,
  ]);
}

/** Each figure of a run as it came. An aim whose name says `least` is a least, every other a most. */
function everyFigure(run: Kept, bench: string): string {
  const rows = run.figures.map(({ name, value, unit, limit, peer }) => {
    const met = limit === undefined ? '-' : (/\bleast\b/.test(name) ? value >= limit : value <= limit) ? 'yes' : 'no';
    return `| ${name} | ${value} ${unit} | ${peer ?? '-'} | ${limit ?? '-'} | ${met} |`;
  });
  return block(run, bench, ['| what | measured | beside | aim | met |', '| --- | --- | --- | --- | --- |', ...rows]);
}

function block({ day, load }: Kept, bench: string, lines: readonly string[]): string {
  const measured = `\`npm run bench -- --keep ${bench}\` on ${day}, at a load of ${rounded(load)} before it, on two cores.`;
  return ['', '', ...lines, '', measured, '', ''].join('\n');
}

const rounded = (value: number) => Number(value.toPrecision(2));
const percent = (cores: number) => `${rounded(cores * 100)}%`;
const value = (run: Kept, name: string) => figure(run, name).value;

function figure(run: Kept, name: string) {
  const found = run.figures.find((one) => one.name === name);
  if (!found) throw new Error(`No figure "${name}" was kept: run the bench again, with --keep`);
  return found;
}

/** A document with these texts between its marks. @throws Error where it has no such mark */
export function placed(document: string, texts: Readonly<Record<string, string>>): string {
  return Object.entries(texts).reduce((text, [name, inner]) => {
    const [begin, end] = [`<!-- figures: ${name} -->`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`The document has no mark ${begin}`);
    return text.slice(0, from + begin.length) + inner + text.slice(to);
  }, document);
}
