/** User and password of a camera, as a person writes them: not percent-encoded. */
interface Login {
  readonly user: string;
  readonly password: string;
}

/** What stands in a camera's address for a secret. */
const KNOWN = /\{(user|password)\}/g;
/** `password=` and its like, in a path or query. Separators are those that cameras use. */
const PASSWORD_WORD = 'pass(?:word|wd|phrase)?|pwd|psw';
const WRITTEN_OUT = new RegExp(`(?:^|[/?&;_.,])(?:${PASSWORD_WORD})=(?!\\{password\\}(?:[&;_/?.,]|$))[^&;/?_]`, 'i');

/** True where an address names its user or password by a placeholder. */
export function hasPlaceholders(address: string): boolean {
  return address.search(KNOWN) >= 0;
}

/** Puts user and password into the path and query of an address, percent-encoded. */
export function fillPlaceholders(path: string, login: Login): string {
  return path.replace(KNOWN, (_, name: keyof Login) => percentEncoded(login[name]));
}

/**
 * What is wrong with a path and query where a secret is concerned, in words that never hold it: a password that is written out, a
 * placeholder that is none of ours, or the rest of a password with a `/` in it.
 */
export function placeholderMistake(path: string): string | undefined {
  const strange = /\{(\w*)\}/.exec(path.replace(KNOWN, ''));
  if (strange) return `holds {${strange[1]}}, but only {user} and {password} are filled in`;
  if (holdsPassword(path))
    return 'holds a password; write {password} in its place ({user} for the user), and put it into secrets.env (mode 0600) or the environment';
  if (path.includes('@'))
    return 'holds an @ after its host; write {user} and {password} where a log-in stands, and %40 for any other @';
  return undefined;
}

/** True where a path or query holds a password that is written out. */
export function holdsPassword(path: string): boolean {
  return WRITTEN_OUT.test(path);
}

/** Percent-encodes all but letters, digits, `-`, `.`, `_`: nothing is left that a URL or a quoted string could trip over. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
