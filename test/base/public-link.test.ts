import { expect, it } from 'vitest';
import { publicLink } from '../../src/base/public-link.ts';

it('leads to the public address, also below a path, and never to this machine', () => {
  expect(publicLink('https://roost.example.org', '/api/v1/visits/1')).toBe('https://roost.example.org/api/v1/visits/1');
  expect(publicLink('https://example.org/roost/', '/')).toBe('https://example.org/roost/');
  expect(publicLink('', '/api/v1/visits/1')).toBeUndefined();
});
