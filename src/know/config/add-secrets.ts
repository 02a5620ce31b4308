import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, RoostError } from '../../base/errors.ts';
import { makeFolder, replaceFile } from '../../base/whole-file.ts';
import { parseEnvLines, quoteEnvValue } from './env-lines.ts';

/**
 * Adds variables to `secrets.env`, quoted, below what stands there. The file is written anew beside the old one and takes its place as a
 * whole, for its owner alone; root leaves it to whom the old one, or the folder, belongs.
 * @throws RoostError where one of the names stands there already, or a value cannot be written on a line; nothing is changed then
 */
export async function addSecrets(file: string, values: Readonly<Record<string, string>>): Promise<void> {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const names = parseEnvLines(text).lines.map(({ name }) => name);
  const taken = Object.keys(values).find((name) => names.includes(name));
  if (taken)
    throw new RoostError('add to', file, `${taken} stands there already`, 'Remove its line, or name another camera');
  await write(file, text, values);
}

/** The same where names may stand there already: their lines go. An undefined value has its line go alone. @throws RoostError as `addSecrets` */
export async function putSecrets(file: string, values: Readonly<Record<string, string | undefined>>): Promise<void> {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const old = new Set(parseEnvLines(text).lines.flatMap(({ name, line }) => (name in values ? line : [])));
  const kept = text.split('\n').filter((_, index) => !old.has(index + 1));
  const given = Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined);
  if (old.size > 0 || given.length > 0) await write(file, kept.join('\n'), Object.fromEntries(given));
}

async function write(file: string, text: string, values: Readonly<Record<string, string>>): Promise<void> {
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  const added = Object.entries(values).map(([name, value]) => `${name}=${quoted(file, name, value)}\n`);
  try {
    await makeFolder(dirname(file));
    await replaceFile(file, `${text}${gap}${added.join('')}`, 0o600);
  } catch (cause) {
    throw new RoostError('write', file, messageOf(cause), 'Nothing was changed', { cause });
  }
}

function quoted(file: string, name: string, value: string): string {
  try {
    return quoteEnvValue(value);
  } catch (cause) {
    throw new RoostError('add to', file, `${name}: ${messageOf(cause)}`, 'Nothing was changed', { cause });
  }
}
