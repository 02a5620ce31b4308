import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/know/config/config.ts';

const SITE = 'site: { name: Isle, latitude: 30.1, longitude: 117.2, timeZone: Asia/Shanghai }\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-config-'));
  mkdirSync(join(folder, 'cameras'));
  put('roost.yaml', SITE);
  put('site.yaml', 'name: isle\nregion: world\n');
  put('cameras/east.yaml', 'id: east-1\nname: East\nurl: rtsp://10.0.0.2/\n');
});
afterEach(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string, mode = 0o644) => {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), mode);
};
const read = (environment = {}) => readConfig(join(folder, 'roost.yaml'), environment);

describe('readConfig', () => {
  it('reads site and cameras, data beside roost.yaml', () => {
    const config = read();
    expect(config.data).toBe(join(folder, 'data'));
    expect(config.cameras.map((camera) => camera.id)).toEqual(['east-1']);
    expect(config.secrets.camera('east-1')).toBeUndefined();
    expect(config.secrets.apiToken).toBeUndefined();
  });

  it('refuses two cameras of one id', () => {
    put('cameras/west.yaml', 'id: east-1\nname: West\nurl: rtsp://10.0.0.3/\n');
    expect(() => read()).toThrow('id east-1 is taken by east.yaml');
  });

  it('may have no camera yet', () => {
    rmSync(join(folder, 'cameras'), { recursive: true });
    expect(read().cameras).toEqual([]);
  });

  it('asks for a checklist, and says how to make one', () => {
    expect(read().checklist.id).toBe('none');
    rmSync(join(folder, 'site.yaml'));
    expect(() => read()).toThrow(/site\.yaml: is missing.*Run: roost checklist --region china > .*site\.yaml$/);
    put('roost.yaml', `${SITE}checklist: taxa/isle.yaml\n`);
    expect(() => read()).toThrow(/taxa\/isle\.yaml: is missing.* > .*isle\.yaml$/);
  });

  it('knows what a report says of itself, and refuses an unknown taxon, one that is both added and removed, and an address that is none', () => {
    put('roost.yaml', `${SITE}socialTaxa: { add: [苍鹭], remove: [Cervus nippon] }\nreport: { unit: 管理处 }\n`);
    expect(read().site).toMatchObject({
      socialTaxa: { add: ['ardea-cinerea'], remove: ['cervus-nippon'] },
      report: { unit: '管理处' },
    });
    expect(read().site.publicAddress).toBe('');
    put('roost.yaml', `${SITE}socialTaxa: { add: [苍鹰鹭] }\npublicAddress: roost.local\n`);
    expect(() => read()).toThrow(/publicAddress in .*roost\.yaml:3: must be an http:/);
    expect(() => read()).toThrow(/socialTaxa\.add\.0 in .*roost\.yaml:2: "苍鹰鹭" is no known taxon, did you mean/);
    put('roost.yaml', `${SITE}socialTaxa: { add: [苍鹭], remove: [Ardea cinerea] }\n`);
    expect(() => read()).toThrow('ardea-cinerea is both added and removed');
  });

  it('refuse names that would break what they stand on, and ways to the box that lead nowhere', () => {
    const refused = (line: string) => {
      put('roost.yaml', `${SITE}${line}\n`);
      return expect(() => read(), line);
    };
    refused('report: { author: "a\\u001b[2J" }').toThrow(
      /report\.author in .*roost\.yaml:2: holds a control character/,
    );
    refused('report: { author: "a\\u202eb" }').toThrow('holds a control character');
    for (const path of ['roost', '/roost/', '//evil.example', '/../x', '/a b'])
      refused(`basePath: ${path}`).toThrow(/basePath in .*must begin with a slash and end with none, e\.g\. \/roost/);
    refused('push: { mqtt: { url: mqtt:/// } }').toThrow(/url in .*names no broker: write it as mqtts:/);
    refused('publicAddress: https://example.org/roost').toThrow(
      /publicAddress in .*leads elsewhere than basePath \(the top\)/,
    );
    for (const own of ['localhost', 'roost.localhost:8420', '127.0.0.1:8420', '[::1]', '0.0.0.0', '127.1'])
      refused(`publicAddress: http://${own}`).toThrow(/publicAddress in .*leads to each reader's own machine/);
    for (const more of ['a:b@example.org', 'example.org/?a=1', 'example.org/#a'])
      refused(`publicAddress: https://${more}`).toThrow(/publicAddress in .*must hold no user, password/);
    refused('publicAddress: https://example.org/\nbasePath: /roost').toThrow('leads elsewhere than basePath (/roost)');
    refused('publicAddress: https://example.org/roost/\nbasePath: /roost').not.toThrow();
    for (const proxy of ['everyone', '10.0.0.0/33', '300.1.1.1', '10.0.0.0/8/8', '*'])
      refused(`api: { trustedProxies: ['${proxy}'] }`).toThrow('must be an address, a network such as 10.0.0.0/8');
    refused("api: { trustedProxies: [127.0.0.1, '10.0.0.0/8', '::1', loopback] }\nbasePath: /a/roost").not.toThrow();
  });

  it('says which folder to give when there is no roost.yaml', () => {
    expect(() => readConfig(join(folder, 'nowhere', 'roost.yaml'), {})).toThrow('--config');
  });
});

describe('secrets', () => {
  it('come from a file that only the owner reads; the environment wins; an own pair wins over the shared one', () => {
    put('secrets.env', "ROOST_CAMERA_USER=all\nROOST_CAMERA_PASSWORD='p@ss: word'\nROOST_API_TOKEN=t1\n", 0o600);
    expect(read().secrets.camera('east-1')).toEqual({ user: 'all', password: 'p@ss: word' });
    expect(read({ ROOST_CAMERA_EAST_1_USER: 'own' }).secrets.camera('east-1')).toEqual({ user: 'own', password: '' });
    expect(read({ ROOST_API_TOKEN: 't2' }).secrets.apiToken).toBe('t2');
  });

  it('are refused where others may read them', () => {
    put('secrets.env', 'ROOST_CAMERA_USER=all\n', 0o640);
    expect(() => read()).toThrow(/mode 640.*chmod 600/);
  });

  it('never end as a cut or missing one: the line is named, and how to write it; no value is told', () => {
    const refused = (text: string, environment = {}) => {
      put('secrets.env', text, 0o600);
      return expect(() => read(environment));
    };
    put('secrets.env', 'ROOST_API_TOKEN=tok#en-of-sixteen\nROOST_CAMERA_USER=u\nROOST_CAMERA_PASSWORD=pa#ss\n', 0o600);
    expect(read().secrets.apiToken).toBe('tok#en-of-sixteen');
    expect(read().secrets.camera('east-1')).toEqual({ user: 'u', password: 'pa#ss' });
    refused('\nROOST_API_TOKEN=#kingfisher\n').toThrow(
      /secrets\.env: line 2: the value of ROOST_API_TOKEN has a #.*quotes/,
    );
    refused('ROOST_API_TOKEN=#kingfisher\n').not.toThrow(/kingfisher/);
    for (const empty of [
      'ROOST_API_TOKEN=',
      "ROOST_API_TOKEN=''",
      'ROOST_WEBHOOK_SECRET=',
      'ROOST_SMTP_PASSWORD=',
      'ROOST_CAMERA_USER=',
    ])
      refused(`${empty}\n`).toThrow(/line 1: ROOST_\w+ is empty/);
    refused('ROOST_API_TOKN=abc\n').toThrow(/line 1: nothing reads ROOST_API_TOKN, did you mean ROOST_API_TOKEN\?/);
    refused('ROOST_CAMERA_PASSWORD=abc\n').toThrow(
      /ROOST_CAMERA_PASSWORD: stands without its user. Set ROOST_CAMERA_USER/,
    );
    refused("ROOST_API_TOKEN='a blank in the middle'\n").toThrow(/ROOST_API_TOKEN: holds a blank/);
    put('secrets.env', 'ROOST_CAMERA_EAST_1_USER=admin\nROOST_CAMERA_EAST_1_PASSWORD=\n', 0o600);
    expect(read().secrets.camera('east-1')).toEqual({ user: 'admin', password: '' });
    writeFileSync(join(folder, 'secrets.env'), Buffer.from('ROOST_CAMERA_USER=caf\xe9\n', 'latin1'));
    expect(() => read()).toThrow(/secrets\.env: it is not UTF-8 text/);
  });

  it('come from the environment exactly as they are, but never empty or cut', () => {
    const environment = { ROOST_CAMERA_USER: ' u ', ROOST_CAMERA_PASSWORD: `'#a"$b\\ ` };
    expect(read(environment).secrets.camera('east-1')).toEqual({ user: ' u ', password: `'#a"$b\\ ` });
    expect(() => read({ ROOST_API_TOKEN: '' })).toThrow(/ROOST_API_TOKEN: is empty/);
    expect(() => read({ ROOST_WEBHOOK_SECRET: 'abc\r' })).toThrow(/ROOST_WEBHOOK_SECRET: holds a line break/);
    expect(() => read({ ROOST_CAMERA_EAST_1_PASSWORD: 'x' })).toThrow(/EAST_1_PASSWORD: stands without its user/);
  });

  it('are asked for where an address names them and a camera is switched on', () => {
    const camera = 'id: east-1\nname: East\nurl: rtsp://10.0.0.2/user={user}&password={password}&channel=1\n';
    put('cameras/east.yaml', camera);
    const why = /secrets\.env: the address of camera east-1 names \{user\}.*Set ROOST_CAMERA_EAST_1_USER and/;
    expect(() => read()).toThrow(why);
    expect(read({ ROOST_CAMERA_USER: 'admin' }).cameras[0]!.url).toContain('{password}');
    put('cameras/east.yaml', `${camera}enabled: false\n`);
    expect(() => read()).not.toThrow();
    put('cameras/east.yaml', 'id: east-1\nname: East\nurl: rtsp://{user}:{password}@10.0.0.2/\n');
    expect(() => read()).toThrow(why);
    put('cameras/east.yaml', 'id: east-1\nname: East\nurl: rtsp://10.0.0.2/password=hunter2\n');
    expect(() => read()).toThrow(/url in .*east\.yaml:3: holds a password; write \{password\}/);
    expect(() => read()).not.toThrow(/hunter2/);
  });
});
