/** Control characters, and those that turn the direction of text: a name could hide or move what stands beside it. */
const UNSEEN = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

/** A file's name as one line of plain text: a line break in it is shown as `\n`, an escape as `\u001b`. */
export function shown(name: string): string {
  return name.replace(UNSEEN, (character) => {
    const escaped = JSON.stringify(character).slice(1, -1);
    return escaped === character ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : escaped;
  });
}
