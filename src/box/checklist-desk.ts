import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { RoostError } from '../base/errors.ts';
import { TaskQueue } from '../base/task-queue.ts';
import { type ChecklistSays, checklistOf, checklistSchema } from '../know/config/checklist.ts';
import { checklistYaml } from '../know/config/checklist-yaml.ts';
import type { Config } from '../know/config/config.ts';
import { parseYaml } from '../know/config/read.ts';
import { replaceKept } from '../know/config/replace-kept.ts';
import type { ChecklistDesk, ChecklistSettings } from '../tell/server/checklist-deps.ts';

const LONGEST = 20_000;

/** Changes the checklist of a box that runs: its file, which the next start reads. One change after the other. */
export function checklistDesk(
  { folder, site, checklist }: Pick<Config, 'folder' | 'site' | 'checklist'>,
  now: () => number,
): ChecklistDesk {
  const file = () => resolve(folder, site.checklist);
  const writes = new TaskQueue({ operation: 'change', limitMs: LONGEST });
  const read = () => parseYaml(textOf(file()), basename(file()), checklistSchema);
  const settings = (said: ChecklistSays): ChecklistSettings => {
    const { name, region } = said;
    const { id } = checklistOf(said);
    const taxa = said.taxa.map(({ taxon, months }) => ({ taxon, ...(months && { months }) }));
    return { id, inUse: checklist.id, name, ...(region && { region }), taxa };
  };
  return {
    settings: () => settings(read()),
    save: ({ was, region, taxa }) =>
      writes.add('checklist', async () => {
        const said = read();
        const before = settings(said);
        if (before.id !== was) return undefined;
        const { name, weights } = said;
        const made = `Saved on the page on ${new Date(now()).toISOString().slice(0, 10)}; the one before stands beside it.`;
        const text = checklistYaml({ name, weights, taxa, ...(region && { region }), header: [made] });
        const after = settings(sensible(text));
        await replaceKept(file(), text, now());
        return { before, after };
      }),
  };
}

/** The text of the file. @throws RoostError where it cannot be read, without telling where it lies */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException;
    const hint = 'See that it is there, and that the box may read it';
    throw new RoostError('read', basename(file), `it cannot be read (${code})`, hint, { cause });
  }
}

/** What the text of a checklist says. @throws RoostError where it makes no sense */
function sensible(text: string): ChecklistSays {
  try {
    return parseYaml(text, 'checklist', checklistSchema);
  } catch (cause) {
    // The text was made here: which of its lines is wrong tells nobody anything.
    const why = cause instanceof RoostError ? cause.problem : String(cause);
    throw new RoostError('change', 'checklist', why.replaceAll(/checklist:\d+: /g, ''), '', { cause });
  }
}
