import type { Command, Option } from 'commander';
import { readConfig, readSite } from '../know/config/config.ts';
import type { MakeCommand } from './bundle-maker.ts';
import type { MakeTaughtCommand } from './models-make-taught.ts';
import type { PushCommand } from './models-push.ts';
import type { RollbackCommand } from './models-rollback.ts';
import type { Stopping } from './stopping.ts';

/** Adds to `roost models` what hands models over: keys, make, push, stage, status. docs/model-bundles.md has them in order. */
export function addBundleCommands(models: Command, config: Option, stopping: Stopping): void {
  const print = (line: string) => console.log(line);
  const complain = (line: string) => console.error(line);
  models
    .command('keys')
    .description(
      'make the key that signs bundles, and print what roost.yaml says of it; of a key that is there, print it',
    )
    .argument('<file>', 'of the private key')
    .option('--name <text>', 'whose it is', 'keeper')
    .action(async (file: string, { name }: { name: string }) => {
      const { keysCommand } = await import('./models-keys.ts');
      await keysCommand(file, name, print);
    });
  models
    .command('make')
    .description('make a signed bundle of a folder with ONNX, manifest.json, labels and pictures')
    .argument('<folder>')
    .requiredOption('-o, --output <file>', 'the bundle, a tar')
    .requiredOption('-n, --number <version>', 'its version, higher than that of any before under its name')
    .requiredOption('--key <file...>', 'private keys that sign: yours, or yours and the next one')
    .option('--expires <day>', 'its last day, e.g. 2027-06-30, UTC; boxes that have it keep it')
    .option('--needs <version>', 'least version of Roost; this one without it')
    .option('--note <text>', 'what who decides on it must know')
    .action(async (folder: string, options: MakeCommand) => {
      const { makeCommand } = await import('./models-make.ts');
      await makeCommand(folder, options, Date.now(), stopping.signal, { print, complain });
    });
  models
    .command('make-taught')
    .description(
      'make a signed bundle of what the box on this machine was taught, for other boxes; no picture goes along',
    )
    .requiredOption('-o, --output <file>', 'the bundle, a tar')
    .requiredOption('-n, --number <version>', 'its version, higher than that of any before under its name')
    .requiredOption('--key <file...>', 'private keys that sign: yours, or yours and the next one')
    .option('--id <name>', 'what it is called on every box', 'taught')
    .option('--model <id>', 'whose features it reads, where the box was taught by several models')
    .option('--expires <day>', 'its last day, e.g. 2027-06-30, UTC; boxes that have it keep it')
    .option('--needs <version>', 'least version of Roost; this one without it')
    .option('--note <text>', 'what who decides on it must know')
    .addOption(config)
    .action(async ({ config, ...options }: MakeTaughtCommand & { config: string }) => {
      const { makeTaughtCommand } = await import('./models-make-taught.ts');
      await makeTaughtCommand(readSite(config), options, Date.now(), print);
    });
  const push = models
    .command('push')
    .description(
      'send a bundle to boxes by their API, the first one ahead of the others; exit code 0 all have it, 2 some, 1 none',
    )
    .argument('<bundle>', 'a tar')
    .argument('<box...>', 'https://box.example.org, or NAME=https://box.example.org')
    .option('--promote', 'have each box put it into use once it has taken it, before the next wave')
    .option('--shadow', 'have each box run it beside the models in use, and tell what it would change')
    .action(async (bundle: string, boxes: string[], options: PushCommand) => {
      const { pushCommand } = await import('./models-push.ts');
      process.exitCode = await pushCommand(bundle, boxes, options, process.env, stopping.signal, { print, complain });
    });
  const rollback = models
    .command('rollback-boxes')
    .description('have boxes go back to what was in use before, by their API; exit codes as of push')
    .argument('<box...>', 'https://box.example.org, or NAME=https://box.example.org')
    .option('--model <id>', 'of which model; of the one that was put into use last without it')
    .action(async (boxes: string[], options: RollbackCommand) => {
      const { rollbackBoxesCommand } = await import('./models-rollback.ts');
      process.exitCode = await rollbackBoxesCommand(boxes, options, process.env, stopping.signal, { print });
    });
  for (const command of [push, rollback])
    command
      .option('--token-file <file>', 'mode 0600: one token, or lines NAME TOKEN; ROOST_TOKEN without it')
      .option('--ca <file>', 'PEM of who signed their certificates, where that is not known to this machine')
      .option('--wave <count>', 'boxes at once, after the first', '4')
      .option('--patience <minutes>', 'give a box up to which nothing came through for so long', '10')
      .option('--keep-going', 'go on with the next boxes where some have refused');
  models
    .command('stage')
    .description('take a bundle into the box on this machine: prove all of it and lay it down; no model in use changes')
    .argument('<bundle>', 'a tar, or its folder')
    .addOption(config)
    .action(async (bundle: string, options: { config: string }) => {
      const { stageCommand } = await import('./models-stage.ts');
      await stageCommand(readConfig(options.config, process.env), bundle, Date.now(), stopping.signal, print);
    });
  models
    .command('status')
    .description('bundles that lie staged on this machine, and whose signature is taken')
    .addOption(config)
    .action(async (options: { config: string }) => {
      const { statusCommand } = await import('./models-stage.ts');
      await statusCommand(readConfig(options.config, process.env), print);
    });
}
