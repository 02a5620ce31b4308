import { signal } from '@preact/signals';
import { door, read, write } from './client.ts';
import type { Session } from './types.ts';

/** Who uses the page; undefined until the box has said so. */
export const session = signal<Session | undefined>(undefined);
/** True where the box wants somebody to log in first. */
export const locked = signal(false);

door.closed = () => {
  locked.value = true;
};

const ROLES = ['viewer', 'reviewer', 'keeper', 'admin'] as const;

/** True where who uses the page may do what needs a role. Somebody at a box without tokens may do anything. */
export function may(role: (typeof ROLES)[number]): boolean {
  const { needed, role: own } = session.value ?? {};
  if (needed === false) return true;
  return own !== undefined && ROLES.indexOf(own) >= ROLES.indexOf(role);
}

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
