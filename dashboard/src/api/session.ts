import { signal } from '@preact/signals';
import { door, type Reads, read, type Writes, write } from './client.ts';
import { NEEDS } from './needs.ts';
import type { Session } from './types.ts';

/** Who uses the page; undefined until the box has said so. */
export const session = signal<Session | undefined>(undefined);
/** True where the box wants somebody to log in first. */
export const locked = signal(false);

door.closed = () => {
  locked.value = true;
};

const ROLES = ['viewer', 'reviewer', 'keeper', 'admin'] as const;

/** What somebody may do, each role all that those before it may. */
export type Role = (typeof ROLES)[number];

/** What who uses the page lacks for an operation: a role, or a token that is for this part of the API. */
export type Lack = Role | 'scope';

/**
 * What who uses the page lacks for an operation of the API; undefined where it would be answered. Somebody at a box without tokens lacks
 * nothing.
 * @param role where it needs another one than the operation says, e.g. since it is about what somebody else did
 */
export function lacking(operation: Reads | Writes, role?: Role): Lack | undefined {
  const [least, scope] = NEEDS[operation];
  const needed = role ?? least;
  if (needed === 'anyone' || session.value?.needed === false) return undefined;
  const { role: own, scopes } = session.value ?? {};
  if (own === undefined || ROLES.indexOf(own) < ROLES.indexOf(needed)) return needed;
  return scopes && !scopes.includes(scope) ? 'scope' : undefined;
}

/** True where an operation of the API would be answered to who uses the page. */
export const may = (operation: Reads | Writes): boolean => lacking(operation) === undefined;

/** Asks who uses the page. */
export async function readSession(): Promise<void> {
  take(await read('GET /api/v1/session'));
}

/** Logs in with a token. @throws ApiProblem (rejects) where it is not right */
export async function logIn(token: string): Promise<void> {
  take(await write('POST /api/v1/session', { body: { token } }));
}

/** Logs out. */
export async function logOut(): Promise<void> {
  await write('POST /api/v1/session/end', { body: {} });
  location.reload();
}

function take(said: Session): void {
  session.value = said;
  door.proof = said.proof;
  locked.value = said.needed && said.role === undefined;
}
