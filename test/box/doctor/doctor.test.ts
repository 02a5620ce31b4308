import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskOf, emmcWear, readRoom, roomFinding, smartWear, wearFinding } from '../../../src/box/doctor/disk.ts';
import { failure, linesOf, ok, warning, worst } from '../../../src/box/doctor/finding.ts';
import { backupFinding, databaseFinding, readDatabase, readModels } from '../../../src/box/doctor/kept.ts';
import { linksOf, tryLink } from '../../../src/box/doctor/links.ts';
import { clockFinding, ffmpegFinding, memoryFinding } from '../../../src/box/doctor/machine.ts';
import { siteSchema } from '../../../src/know/config/schema.ts';
import { readSecrets } from '../../../src/know/config/secrets.ts';
import { tempFile, tempStore } from '../../count/store/temp.ts';
import { T } from '../../count/store/values.ts';

const never = new AbortController().signal;
const site = { name: 'Isle', latitude: 30, longitude: 117, timeZone: 'UTC' };

describe('findings', () => {
  it('are as bad as the worst of them, and tell what to do', () => {
    expect(worst([])).toBe('ok');
    expect(worst([ok('a', 'x'), failure('b', 'y', 'z'), warning('c', 'y', 'z')])).toBe('failure');
    expect(linesOf(warning('c', 'y', 'z'))).toEqual(['WARNING  c: y', '         -> z']);
  });
});

describe('the clock', () => {
  it('is right where it is synchronised, and wrong before Roost was built', () => {
    const of = (more: object, now = T) => clockFinding({ now, ...more }, T - 1000);
    expect(of({ synchronised: true }).verdict).toBe('ok');
    expect(of({}).found).toContain('nobody can say');
    expect(of({ synchronised: false, service: false }).found).toContain('no service does so');
    expect(of({ synchronised: true }, T - 86_400_000)).toMatchObject({ verdict: 'failure' });
  });
});

describe('memory', () => {
  it('is judged by what is available and by what a box takes', () => {
    const of = (total: number, free: number) => memoryFinding(`MemTotal: ${total} kB\nMemAvailable:  ${free} kB\n`);
    expect(of(4_000_000, 2_000_000)).toMatchObject({ verdict: 'ok', found: '2048 MB available of 4096 MB' });
    expect(of(900_000, 400_000).verdict).toBe('warning');
    expect(of(4_000_000, 50_000).verdict).toBe('failure');
    expect(memoryFinding('').verdict).toBe('warning');
  });
});

describe('ffmpeg', () => {
  const decoders = ' VFS..D h264     H.264\n VFS..D hevc     HEVC\n V....D mjpeg    MJPEG\n';
  it('must be 5.1 or newer, and decode what cameras send', () => {
    const of = (version: string, known = decoders) => ffmpegFinding(`ffmpeg version ${version} Copyright`, known);
    for (const version of ['5.1.9-0+deb12u1', '7.1', 'n6.0']) expect(of(version).verdict).toBe('ok');
    expect(of('4.4.2')).toMatchObject({ verdict: 'failure', found: '4.4.2 is older than 5.1' });
    expect(of('5.0.1').verdict).toBe('failure');
    expect(of('7.1', decoders.replace('hevc', 'vp9')).found).toContain('cannot decode hevc');
  });
});

describe('the disk', () => {
  it('is judged by room, names and whether it can be written to', async () => {
    const room = { free: 50e9, total: 64e9, names: 0.9, writable: true };
    expect(roomFinding(room).verdict).toBe('ok');
    expect(roomFinding({ ...room, free: 1e9 }).verdict).toBe('warning');
    expect(roomFinding({ ...room, free: 1e8 }).verdict).toBe('failure');
    expect(roomFinding({ ...room, names: 0 }).found).toContain('no more files');
    expect(roomFinding({ ...room, writable: false }).found).toContain('cannot be written');
    expect((await readRoom(join(await tempFile(), 'not/there'))).found).toMatch(/GB free of/);
  });

  it('tells its wear as eMMC, NVMe and SATA disks do', () => {
    const worn = (life: string, eol: string) => wearFinding(emmcWear('mmcblk0', life, eol));
    expect(worn('0x01 0x02\n', '0x01\n')).toMatchObject({ verdict: 'ok', found: 'mmcblk0 has used 20 % of its life' });
    expect(worn('0x09 0x01', '0x02').verdict).toBe('warning');
    expect(worn('0x0b 0x01', '0x01').verdict).toBe('failure');
    expect(worn('0x00 0x00', '0x03').found).toContain('says that it fails');
    expect(worn('0x00 0x00', '').found).toContain('does not say');
    const smart = (facts: object) => wearFinding(smartWear('nvme0n1', JSON.stringify(facts)));
    expect(smart({ nvme_smart_health_information_log: { percentage_used: 85 } }).verdict).toBe('warning');
    expect(smart({ smart_status: { passed: false } }).verdict).toBe('failure');
    expect(smart({ endurance_used: { current_percent: 3 }, smart_status: { passed: true } }).verdict).toBe('ok');
    expect(wearFinding(undefined).verdict).toBe('ok');
  });

  it('is found from a partition, and from a mapped disk', async () => {
    const sys = dirname(await tempFile());
    const disk = join(sys, 'devices/mmcblk0');
    mkdirSync(join(disk, 'mmcblk0p2'), { recursive: true });
    writeFileSync(join(disk, 'mmcblk0p2/partition'), '2');
    mkdirSync(join(sys, 'devices/dm-0/slaves'), { recursive: true });
    symlinkSync(join(disk, 'mmcblk0p2'), join(sys, 'devices/dm-0/slaves/mmcblk0p2'));
    mkdirSync(join(sys, 'dev/block'), { recursive: true });
    symlinkSync(join(disk, 'mmcblk0p2'), join(sys, 'dev/block/179:2'));
    symlinkSync(join(sys, 'devices/dm-0'), join(sys, 'dev/block/254:0'));
    expect(diskOf(179 * 256 + 2, sys)).toBe('mmcblk0');
    expect(diskOf(254 * 256, sys)).toBe('mmcblk0');
    expect(diskOf(7, sys)).toBeUndefined();
  });
});

describe('what is kept', () => {
  it('is a database of this version, also while a box has it open', async () => {
    const file = await tempFile();
    expect(readDatabase(dirname(file))).toMatchObject([{ verdict: 'warning', found: 'there is none yet' }]);
    await tempStore(file);
    expect(readDatabase(dirname(file))).toMatchObject([{ verdict: 'ok' }]);
    expect(databaseFinding(1e6, 3, 0, 4).verdict).toBe('warning');
    expect(databaseFinding(1e6, 5, 0, 4).verdict).toBe('failure');
    const broken = await tempFile();
    writeFileSync(
      broken,
      'no database at all, but longer than a header of SQLite, which has a hundred bytes'.repeat(9),
    );
    writeFileSync(`${broken}.damaged-20260101T000000Z`, '');
    expect(readDatabase(dirname(broken)).map(({ verdict }) => verdict)).toEqual(['warning', 'failure']);
  });

  it('are weights as their hashes say, and a backup that is not old', async () => {
    expect(await readModels(dirname(await tempFile()), 'yolox-nano', [])).toMatchObject([{ verdict: 'failure' }]);
    const last = { at: T, path: '/mnt/usb/roost-1', media: true };
    expect(backupFinding(undefined, T).verdict).toBe('warning');
    expect(backupFinding(last, T + 86_400_000)).toMatchObject({
      verdict: 'ok',
      found: '/mnt/usb/roost-1, 1 days old, with media',
    });
    expect(backupFinding(last, T + 15 * 86_400_000).verdict).toBe('warning');
  });
});

describe('links', () => {
  it('are those of the configuration, and are tried', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const webhook = { url: `http://127.0.0.1:${port}/x` };
    const email = { host: 'smtp.example.org', from: 'a@b.c', to: ['d@e.f'] };
    const folder = dirname(await tempFile());
    const secrets = join(folder, 'secrets.env');
    writeFileSync(secrets, 'ROOST_ALERT_RANGERS_URL=https://robots.example.org/send?key=x\n', { mode: 0o600 });
    const alerts = { webhook, email, channels: { rangers: { kind: 'wecom' } } };
    const push = { mqtt: { url: 'mqtts://broker.example.org' } };
    const links = linksOf({ site: siteSchema.parse({ site, alerts, push }), secrets: readSecrets(secrets, {}) });
    expect(links).toEqual([
      { what: 'webhook', host: '127.0.0.1', port },
      { what: 'email', host: 'smtp.example.org', port: 587 },
      { what: 'rangers', host: 'robots.example.org', port: 443 },
      { what: 'push mqtt', host: 'broker.example.org', port: 8883 },
    ]);
    expect(await tryLink(links[0]!, never)).toMatchObject({ what: 'link webhook', verdict: 'ok' });
    await new Promise((resolve) => server.close(resolve));
    expect((await tryLink(links[0]!, never)).found).toContain('ECONNREFUSED');
  });
});
