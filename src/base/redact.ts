/** What stands in the place of a secret. */
const MASK = '***';

/** `password=` and what else cameras and receivers call a secret in a path or query. */
const NAMED =
  /([/?&;_.,](?:(?:login_?)?pas(?:s(?:word|wd|phrase)?)?|pwd|psw|auth|(?:access_?)?token|secret|signature)=)(?!\{password\})[^\s&'"]+/gi;

/**
 * Takes secrets out of text that another program or somebody else wrote: each spelling given, the user part of any address, and what follows
 * `password=` or its like.
 * The longest go first, so that a short one does not leave the rest of a longer one standing.
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret !== '') clean = clean.replaceAll(secret, MASK);
  }
  return clean.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/'"]+@/gi, `$1${MASK}@`).replace(NAMED, `$1${MASK}`);
}
