import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../src/base/address.ts';
import { ADDRESS_FORMS } from '../../../src/know/config/address-forms.ts';

describe('known forms of addresses', () => {
  it('are addresses that a camera file may hold, each once, with a public source', () => {
    const paths = ADDRESS_FORMS.flatMap(({ main, sub }) => [main, sub]);
    for (const path of paths) expect(addressOf(`rtsp://10.0.0.2${path}`)).toMatchObject({ path });
    expect(new Set(paths).size).toBe(paths.length);
    for (const { source } of ADDRESS_FORMS) expect(source).toMatch(/^https:\/\/\S+$/);
    const brands = ADDRESS_FORMS.map(({ brand }) => brand).join();
    for (const brand of ['Hikvision', 'Dahua', 'Uniview', 'TP-Link', 'Xiongmai', 'Reolink'])
      expect(brands).toContain(brand);
  });
});
