import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEnvLines, quoteEnvValue } from '../../../src/know/config/env-lines.ts';

const SECRET = 'ROOST_CAMERA_PASSWORD';
const one = (written: string) => {
  const { lines, mistakes } = parseEnvLines(`${SECRET}=${written}\n`);
  return mistakes[0]?.why ?? lines[0]!.value;
};
/** What a person may have for a password: no line break, no other control character. */
const printable = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !/\p{Cc}/u.test(text));

describe('parseEnvLines', () => {
  it.each([
    ['pa#ss', 'pa#ss'],
    ['pa ss', 'pa ss'],
    ['@:/%?é', '@:/%?é'],
    ['$HOME$(y)$', '$HOME$(y)$'],
    ['a\\n\\b', 'a\\n\\b'],
    ["it's", "it's"],
    ['a"b"c', 'a"b"c'],
    ['a=b==', 'a=b=='],
    ['密码', '密码'],
    ["'pa #ss '", 'pa #ss '],
    ["'a\\'", 'a\\'],
    ["'#kingfisher' # of the harbour", '#kingfisher'],
    ['"it\'s \\"here\\" \\\\ \\$1 $2"', 'it\'s "here" \\ $1 $2'],
    ['"\\\\n"', '\\n'],
    ['', ''],
    ["''", ''],
  ])('reads %s as it was meant', (written, meant) => expect(one(written)).toBe(meant));

  it.each([
    ['pass # word', /has a # at its start or after a blank: .*single quotes/],
    ['#kingfisher', /has a # at its start or after a blank/],
    [' pass', /has a blank at its start or end/],
    ['pass ', /has a blank at its start or end/],
    ['pass\u00a0', /has a blank at its start or end/],
    ["'pass", /not closed/],
    ['"pass\\"', /not closed/],
    ["'pa'ss'", /goes on after its closing quote/],
    ["'pass'#x", /goes on after its closing quote/],
    ['"a\\nb"', /has a \\ before another sign/],
    ['`pass`', /starts with a quote that is neither/],
    ['“pass”', /starts with a quote that is neither/],
    ['pass\u200b', /cannot be seen/],
    ['pa\tss', /control character/],
    ['pa\rss', /control character/],
  ])('refuses %j, and never tells it', (written, why) => {
    expect(one(written)).toMatch(why);
    expect(one(written)).not.toMatch(/pass|kingfisher/);
  });

  it('takes BOM, CR LF, export, comments, blank lines and NAME = value', () => {
    const text = "\uFEFF# first\r\n\r\nexport A=1#2\r\n  # more\r\nB = 3\r\n C='4'\r\n";
    expect(parseEnvLines(text)).toEqual({
      lines: [
        { name: 'A', value: '1#2', line: 3 },
        { name: 'B', value: '3', line: 5 },
        { name: 'C', value: '4', line: 6 },
      ],
      mistakes: [],
    });
  });

  it('names the line of what is no NAME=value, and of what stands twice', () => {
    const { mistakes } = parseEnvLines('A=1\nB\nA-1=2\nA=3\n');
    expect(mistakes.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(mistakes[2]!.why).toBe('A stands in line 1 as well: keep one');
  });

  it('reads whatever is quoted as it was before', () => {
    fc.assert(
      fc.property(printable, (password) => {
        expect(one(quoteEnvValue(password))).toBe(password);
      }),
      { numRuns: 1000 },
    );
    expect(() => quoteEnvValue('a\nb')).toThrow(RangeError);
  });

  it('reads whatever is written bare as it is, or refuses the line', () => {
    fc.assert(
      fc.property(printable, fc.constantFrom('', 'export '), fc.constantFrom('\n', '\r\n'), (password, prefix, end) => {
        fc.pre(!/^['"]/.test(password));
        const { lines, mistakes } = parseEnvLines(`${prefix}${SECRET}=${password}${end}B=1${end}`);
        if (mistakes.length === 0) expect(lines.map(({ value }) => value)).toEqual([password, '1']);
        else expect(lines.map(({ name }) => name)).toEqual(['B']);
      }),
      { numRuns: 1000 },
    );
  });
});
