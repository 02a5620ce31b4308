// Who uses the page: logging in and out.
import { el } from './dom.js';
import { words } from './words.js';

/** Sends JSON as the page, and reads what comes back. @throws Error with the status and the seconds to wait */
export async function send(path, body, headers = {}) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (response.ok) return response.json();
  throw Object.assign(new Error(`${path}: ${response.status}`), {
    status: response.status,
    wait: Number(response.headers.get('Retry-After') ?? 0),
  });
}

/** Who is logged in, if anybody is. */
export async function readSession() {
  const response = await fetch('api/v1/session', { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`session: ${response.status}`);
  return response.json();
}

/** A button that logs out whoever is logged in. */
export function signOut({ name, proof }) {
  const button = el('button.sign-out', { type: 'button' }, words.signOut(name));
  button.addEventListener('click', () =>
    send('api/v1/session/end', {}, { 'X-Roost-Page': proof }).finally(() => location.replace('login.html')),
  );
  return button;
}
