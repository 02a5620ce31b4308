/** What stands in the place of a secret. */
const MASK = '***';

/**
 * Takes secrets out of text that another program printed: each spelling given, the user part of any address, and what follows `password=`
 * or its like.
 * The longest go first, so that a short one does not leave the rest of a longer one standing.
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret !== '') clean = clean.replaceAll(secret, MASK);
  }
  return clean
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/'"]+@/gi, `$1${MASK}@`)
    .replace(/([/?&;_.,](?:pass(?:word|wd|phrase)?|pwd|psw)=)(?!\{password\})[^\s&'"]+/gi, `$1${MASK}`);
}
