import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addSecrets, putSecrets } from '../../../src/know/config/add-secrets.ts';
import { readSecrets } from '../../../src/know/config/secrets.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-secrets-'));
  file = join(folder, 'secrets.env');
});
afterEach(() => rmSync(folder, { recursive: true }));

const login = (user: string, password: string) => ({ ROOST_CAMERA_E_USER: user, ROOST_CAMERA_E_PASSWORD: password });

describe('addSecrets', () => {
  it('makes a file for its owner alone, and adds below what stands there, whatever its last line ends in', async () => {
    await addSecrets(file, login('admin', `'"#\\$ é`));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readSecrets(file, {}).camera('e')).toEqual({ user: 'admin', password: `'"#\\$ é` });
    writeFileSync(file, '# mine\r\nROOST_CAMERA_USER=a');
    await addSecrets(file, login('b', ''));
    expect(readFileSync(file, 'utf8')).toMatch(/^# mine\r\nROOST_CAMERA_USER=a\n/);
    expect(readSecrets(file, {}).camera('e')).toEqual({ user: 'b', password: '' });
    expect(readdirSync(folder)).toEqual(['secrets.env']);
  });

  it('leaves a link a link, and the file to its owner', async () => {
    const real = join(folder, 'real.env');
    writeFileSync(real, '', { mode: 0o600 });
    if (process.getuid?.() === 0) chownSync(real, 1234, 1235);
    const { uid, gid } = statSync(real);
    symlinkSync(real, file);
    await addSecrets(file, login('a', 'b'));
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(statSync(real)).toMatchObject({ uid, gid });
    expect(readFileSync(real, 'utf8')).toContain("ROOST_CAMERA_E_PASSWORD='b'");
  });

  it('changes nothing where a name stands there, or a value fits on no line', async () => {
    writeFileSync(file, 'ROOST_CAMERA_E_USER=x\n');
    chmodSync(file, 0o600);
    await expect(addSecrets(file, login('a', 'hunter2'))).rejects.toThrow(/ROOST_CAMERA_E_USER stands there already/);
    const broken = addSecrets(file, { ROOST_CAMERA_F_USER: 'hunter2\n' });
    await expect(broken).rejects.toThrow(/^add to .*ROOST_CAMERA_F_USER: it holds a line break(?!.*hunter2)/);
    expect(readFileSync(file, 'utf8')).toBe('ROOST_CAMERA_E_USER=x\n');
  });
});

describe('putSecrets', () => {
  it('has new values in the place of old ones, and takes out what is undefined; the rest stays', async () => {
    writeFileSync(file, "# mine\nROOST_CAMERA_USER=a\nROOST_CAMERA_E_USER='b'\nROOST_CAMERA_E_PASSWORD=old\n", {
      mode: 0o600,
    });
    await putSecrets(file, login('c', 'new # one'));
    expect(readSecrets(file, {}).camera('e')).toEqual({ user: 'c', password: 'new # one' });
    expect(readFileSync(file, 'utf8')).toMatch(/^# mine\nROOST_CAMERA_USER=a\n/);
    await putSecrets(file, { ROOST_CAMERA_E_USER: undefined, ROOST_CAMERA_E_PASSWORD: undefined });
    expect(readFileSync(file, 'utf8')).toBe('# mine\nROOST_CAMERA_USER=a\n');
    await putSecrets(join(folder, 'none.env'), { ROOST_CAMERA_E_USER: undefined });
    expect(readdirSync(folder)).toEqual(['secrets.env']);
  });

  it('makes the folder of cameras for the first log-in of a new box', async () => {
    const own = join(folder, 'cameras', 'secrets.env');
    await putSecrets(own, login('b', 'first'));
    expect(readSecrets(file, {}).camera('e')).toEqual({ user: 'b', password: 'first' });
  });
});

it('log-ins that the box was given win over those of the deployer, are secrets too, and can be read anew', () => {
  writeFileSync(file, 'ROOST_CAMERA_E_USER=a\nROOST_CAMERA_E_PASSWORD=first\n', { mode: 0o600 });
  const own = join(folder, 'cameras', 'secrets.env');
  mkdirSync(join(folder, 'cameras'));
  const secrets = readSecrets(file, {});
  const all = secrets.all;
  writeFileSync(own, 'ROOST_CAMERA_E_USER=b\nROOST_CAMERA_E_PASSWORD=second\n', { mode: 0o600 });
  secrets.readAgain!();
  expect(secrets.camera('e')).toEqual({ user: 'b', password: 'second' });
  expect(all).toEqual(['first', 'second']);
  writeFileSync(own, 'ROOST_API_TOKEN=planted-by-somebody\n', { mode: 0o600 });
  expect(() => secrets.readAgain!()).toThrow('nothing reads ROOST_API_TOKEN');
  expect(secrets.camera('e')).toEqual({ user: 'b', password: 'second' });
});
