import { expect, it } from 'vitest';
import { listText } from '../../dashboard/src/pages/species/list-text.ts';
import { understandList } from '../../src/know/taxonomy/lists/understood.ts';
import { taxa } from '../../src/know/taxonomy/taxa.ts';

it.each(['en', 'zh'] as const)('writes a list as text that is read back as the same: %s', async (language) => {
  const some = taxa().filter((_, n) => n % 40 === 0);
  const listed = some.map((taxon, n) => ({ taxon, ...(n % 3 === 0 && { months: [1, 5, 12] }) }));
  const text = listText(listed as unknown as Parameters<typeof listText>[0], language);
  const { taxa: read, names } = await understandList(Buffer.from(text), { file: 'list', plain: true });
  expect(names.filter((name) => name.taxa.length === 0)).toEqual([]);
  expect(read).toEqual(listed.map(({ taxon, ...when }) => ({ taxon: taxon.id, ...when })));
  expect(listText([], language)).toBe('');
});
