import { describe, expect, it } from 'vitest';
import { lacking, ROLES, SCOPES } from '../../../src/tell/access/roles.ts';

describe('rights', () => {
  it('reach as far as their role, each role as far as those before it', () => {
    for (const [has, role] of ROLES.entries())
      for (const [needs, needed] of ROLES.entries())
        expect(lacking({ role }, { role: needed, scope: 'records' }) === undefined, `${role} for ${needed}`).toBe(
          has >= needs,
        );
  });

  it('reach only the parts that they are narrowed to', () => {
    const rights = { role: 'admin', scopes: ['feed', 'status'] } as const;
    const reached = SCOPES.filter((scope) => lacking(rights, { role: 'viewer', scope }) === undefined);
    expect(reached).toEqual(['status', 'feed']);
    expect(lacking(rights, { role: 'viewer', scope: 'media' })).toContain('your token is for feed, status');
  });

  it('are not needed for what is for anyone', () => {
    expect(lacking({ role: 'viewer', scopes: [] }, { role: 'anyone', scope: 'access' })).toBeUndefined();
  });
});
