import { expect, it } from 'vitest';
import { saidZh } from '../../dashboard/src/words/said/zh.ts';
import { BOOK, type SaidCode } from '../../src/base/said/book.ts';
import { placesOf } from '../../src/base/said/template.ts';

const CODES = Object.keys(BOOK) as SaidCode[];
const namesOf = (sentence: string) => new Set(sentence.match(/(?<=\{)\w+/g));

it.each(CODES)('has Chinese words for what the box says, with all that stands in them: %s', (code) => {
  expect(saidZh[code]).toBeTruthy();
  expect(namesOf(saidZh[code])).toEqual(new Set(placesOf(BOOK[code]).map(({ name }) => name)));
});

it('writes sentences, figures and lists as what they are, whatever the language', () => {
  const kinds = ['said', 'known', 'sayings', 'reasons', 'words', 'percent', 'bytes', 'days'];
  for (const code of CODES)
    for (const { name, kind } of placesOf(BOOK[code]))
      if (kinds.includes(kind)) expect(saidZh[code], code).toContain(`{${name}:${kind}}`);
});

it('holds Chinese in each sentence that is more than its places', () => {
  const bare = CODES.filter((code) => !/\p{Script=Han}/u.test(saidZh[code]));
  for (const code of bare) expect(saidZh[code].replaceAll(/\{[^}]+\}|[：。]/g, ''), code).toBe('');
});
