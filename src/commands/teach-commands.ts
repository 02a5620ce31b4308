import type { Command, Option } from 'commander';
import { RoostError } from '../base/errors.ts';
import { readSite } from '../know/config/config.ts';
import type { Stopping } from './stopping.ts';
import type { TeachCommand } from './teach.ts';

type Teach = TeachCommand & { readonly config: string; readonly reviewed?: true };

/** Exit code of a command that did what it could: some pictures were left out, and are named. */
const NOT_ALL = 2;

/** Adds `roost teach`: what a box learns from its people. */
export function addTeachCommands(program: Command, config: Option, mirror: Option, stopping: Stopping): void {
  const out = { print: (line: string) => console.log(line), complain: (line: string) => console.error(line) };
  const teach = program
    .command('teach')
    .description('teach the box species by pictures, also while it runs; docs/teaching.md');
  teach
    .command('pictures', { isDefault: true })
    .description('teach it the species of labelled pictures')
    .argument('[set]', 'folder of pictures named by taxon, or CSV (file,taxon,box), as roost eval reads it')
    .option('--reviewed', 'teach it the crops of the visits that people confirmed or corrected, and no set')
    .option('--dry-run', 'say what would be taught, and keep nothing')
    .addOption(mirror)
    .addOption(config)
    .action(async (set: string | undefined, { config, reviewed, ...options }: Teach) => {
      if (!set === (reviewed === undefined))
        throw new RoostError('teach', set || 'what', 'name a set, or say --reviewed', 'See roost teach --help');
      const { teachReviewed, teachSet } = await import('./teach.ts');
      const box = readSite(config);
      const { signal } = stopping;
      const good = !set
        ? await teachReviewed(box, options, signal, out)
        : await teachSet(box, set, options, signal, out);
      process.exitCode = good ? 0 : NOT_ALL;
    });
  teach
    .command('list')
    .description('what was taught, by taxon')
    .argument('[taxon]', 'each picture of this one')
    .addOption(config)
    .action(async (taxon: string | undefined, options: { config: string }) => {
      const { listTaught } = await import('./teach-list.ts');
      await listTaught(readSite(options.config), taxon, out.print);
    });
  teach
    .command('unlike')
    .description(
      'pictures that look unlike their species, the most unlike first: where somebody erred it is among these',
    )
    .addOption(config)
    .action(async (options: { config: string }) => {
      const { listUnlike } = await import('./teach-why.ts');
      await listUnlike(readSite(options.config), out.print);
    });
  teach
    .command('why')
    .description('what was taught that lies behind the name of a visit')
    .argument('<visit>', 'its id')
    .addOption(mirror)
    .addOption(config)
    .action(async (visit: string, options: { config: string; mirror?: string }) => {
      const { whyTaught } = await import('./teach-why.ts');
      await whyTaught(readSite(options.config), visit, options.mirror, stopping.signal, out);
    });
  teach
    .command('forget')
    .description('take back what was taught')
    .argument('<what>', 'id of a picture or of a visit, name of a set or of a taxon, as listed')
    .option('--yes', 'also where it is many pictures')
    .addOption(config)
    .action(async (what: string, { config, ...options }: { config: string; yes?: boolean }) => {
      const { forgetTaught } = await import('./teach-list.ts');
      await forgetTaught(readSite(config), what, options, out.print);
    });
}
