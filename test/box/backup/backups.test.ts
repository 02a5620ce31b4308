import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backUp } from '../../../src/box/backup/backup.ts';
import { Backups } from '../../../src/box/backup/backups.ts';
import { backupsIn } from '../../../src/box/backup/manifest.ts';
import { readSite } from '../../../src/know/config/config.ts';
import { savingStore, tempFile } from '../../count/store/temp.ts';
import { T } from '../../count/store/values.ts';
import { eventually } from '../../patience.ts';

it('are begun beside the last one, once somebody at the machine has said where, and say how they fail', async () => {
  const top = join(await tempFile('top'), '..');
  const disk = join(top, 'disk');
  for (const name of ['box', 'box/data', 'disk']) mkdirSync(join(top, name));
  writeFileSync(
    join(top, 'box/roost.yaml'),
    'site: { name: Isle, latitude: 30, longitude: 117, timeZone: Asia/Shanghai }\n',
  );
  const box = readSite(join(top, 'box/roost.yaml'));
  const store = savingStore(join(box.data, 'roost.db'));
  try {
    const backups = new Backups(box, () => T);
    expect(() => backups.begin(false)).toThrow(/nobody has said where to/);
    await backUp(box, disk, {}, T, new AbortController().signal);
    expect(backups.begin(false)).toMatchObject({ since: T, last: { at: T } });
    expect(() => backups.begin(false)).toThrow(/one is under way/);
    await eventually(() => expect(backups.state()).not.toHaveProperty('since'));
    expect(backups.state()).not.toHaveProperty('failed');
    expect(backupsIn(disk)).toHaveLength(2);
    await store.close();
    const gone = new Backups({ ...box, data: join(top, 'box/data') }, () => T);
    writeFileSync(
      join(box.data, 'last-backup.json'),
      JSON.stringify({ at: T, path: join(top, 'no/roost'), media: false }),
    );
    gone.begin(false);
    await eventually(() => expect(gone.state().failed?.message).toContain(join(top, 'no')));
  } finally {
    await store.close();
  }
});
