import type { Command, Option } from 'commander';
import { readConfig } from '../know/config/config.ts';

/** Adds what changes the models of a running box to `roost models`. */
export function addTurnoverCommands(weights: Command, config: Option): void {
  const opened = (file: string) => readConfig(file, process.env);
  weights
    .command('promote')
    .description('put a staged bundle into use on the running box; no frame goes unlooked meanwhile')
    .argument('<bundle>', 'its name: id and version, e.g. delta-birds-3')
    .addOption(config)
    .action(async (bundle: string, options: { config: string }) => {
      const { promoteCommand } = await import('./model-turnover.ts');
      await promoteCommand(opened(options.config), bundle, console.log);
    });
  weights
    .command('rollback')
    .description('go back to what was in use before the present version of a model')
    .argument('<model>', 'its id, e.g. delta-birds')
    .addOption(config)
    .action(async (model: string, options: { config: string }) => {
      const { rollbackCommand } = await import('./model-turnover.ts');
      await rollbackCommand(opened(options.config), model, console.log);
    });
  weights
    .command('shadow')
    .description('run a staged bundle beside the models in use, and tell what it would change; it counts nothing')
    .argument('[bundle]', 'its name: id and version; without it, the runs that go on and that were')
    .option(
      '--tracks <number>',
      'it ends when both have named so many tracks, or so many followed animals stood in pictures; as in roost.yaml without it',
    )
    .option('--for <time>', 'it ends after so long at the latest, e.g. 12h or 2d; as in roost.yaml without it')
    .option('--report', 'print what it has shown so far')
    .option('--stop', 'end it; what it has shown stays')
    .option('--json', 'print JSON')
    .addOption(config)
    .action(async (bundle: string | undefined, { config: file, ...options }: { config: string }) => {
      const { shadowCommand } = await import('./model-shadow.ts');
      await shadowCommand(opened(file), bundle, options, console.log);
    });
}
