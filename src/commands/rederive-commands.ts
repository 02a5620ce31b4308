import type { Command, Option } from 'commander';
import { readConfig } from '../know/config/config.ts';
import type { RederiveCommand } from './rederive.ts';
import type { Stopping } from './stopping.ts';

/** Adds `roost rederive`: visits and tallies derived again, or with `--model` history named again. */
export function addRederiveCommand(program: Command, config: Option, stopping: Stopping): void {
  program
    .command('rederive')
    .description('derive visits and tallies of a stopped box again, as roost.yaml says now; tells first what changes')
    .option('--gap <seconds>', 'try another visit gap')
    .option('--min-score <score>', 'try another least score of names, 0 to 1')
    .option('--interval <minutes>', 'try another interval of independent records')
    .option('--yes', 'do it')
    .option(
      '--model <name>',
      'name kept crops again by this model or bundle instead, beside the verdicts that there are; also while the box runs',
    )
    .addOption(config)
    .action(async ({ config, model, ...options }: RederiveCommand & { config: string; model?: string }) => {
      const box = readConfig(config, process.env);
      if (model !== undefined) {
        const { rederiveModel } = await import('./rederive-model.ts');
        await rederiveModel(box, model, options, stopping.signal, { print: console.log, complain: console.error });
        return;
      }
      const { rederiveCommand } = await import('./rederive.ts');
      await rederiveCommand(box, options, Date.now(), (line) => console.log(line));
    });
}
