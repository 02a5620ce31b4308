import { afterEach, describe, expect, it, vi } from 'vitest';
import { openLog } from '../../src/commands/log.ts';

afterEach(() => vi.restoreAllMocks());

describe('openLog', () => {
  it('writes a line for a person: time, level, message, facts', () => {
    const lines: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    const log = openLog('info', true);
    log.debug({}, 'not asked for');
    log.warn({ camera: 'east', frames: 3, cause: { code: 'refused' } }, 'no clip');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warning: no clip camera=east frames=3 cause=\{"code":"refused"\}\n$/);
  });
});
