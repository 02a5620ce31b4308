import { isIPv6 } from 'node:net';
import { addressOf } from '../../base/address.ts';
import { RoostError } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import { ADDRESS_FORMS } from '../../know/config/address-forms.ts';
import type { StreamForm } from '../../see/capture/try-forms.ts';

/**
 * Takes apart what was typed: a host, `host:port`, or a whole address.
 * @returns the address up to its path, the path (empty without), and the user that it names
 * @throws RoostError where it is no address, or holds a password; the message never holds it
 */
export function readTyped(typed: string): { start: string; path: string; user?: string } {
  const bare = isIPv6(typed.replace(/%.*$/, '')) ? `[${typed}]` : typed;
  const address = addressOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `rtsp://${bare}`);
  const refuse = (why: string, hint = '') => new RoostError('read', 'the address', why, hint);
  if ('mistake' in address)
    throw refuse(say('address-host-will-do', { why: say('it-does', { why: address.mistake }) }));
  const { scheme, userinfo, host, path } = address;
  if (userinfo?.includes(':'))
    throw refuse(
      'it holds a password, which the list of processes and the history of the shell show',
      'Name the user with --user; the password is asked for. Change the one that you typed if others use this machine',
    );
  const user = userinfo && decoded(userinfo);
  const start = `${scheme}://${host}`;
  if (scheme.startsWith('http') && (path === '' || path === '/')) throw refuse(say('address-no-picture', {}));
  return { start, path: path === '/' ? '' : path, ...(user && { user }) };
}

/** A stray `%` is taken as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A whole address is tried alone, with the substream of the form that it has; a host with all known forms. */
export function formsFor(path: string): readonly StreamForm[] {
  if (path === '') return ADDRESS_FORMS;
  const known = ADDRESS_FORMS.find(({ main }) => main.toLowerCase() === path.toLowerCase());
  return [{ brand: known?.brand ?? 'As given', main: path, ...(known && { sub: known.sub }) }];
}
