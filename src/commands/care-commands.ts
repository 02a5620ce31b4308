import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BackupOptions } from '../box/backup/backup.ts';
import { readSite } from '../know/config/config.ts';
import { REGIONS } from '../know/taxonomy/regions.ts';
import { atTerminal } from './asking.ts';
import { type InitTools, init } from './init.ts';
import type { InitCommand } from './init-questions.ts';
import { askPassword } from './password.ts';
import type { Stopping } from './stopping.ts';

/** Exit code of a command that did what it could: some files were missing, and are named. */
const NOT_ALL = 2;

/** Adds what sets a box up and looks after it: `roost init`, `roost doctor`, `roost backup`, `roost restore`. */
export function addCareCommands(program: Command, config: Option, stopping: Stopping): void {
  const print = (line: string) => console.log(line);
  const complain = (line: string) => console.error(line);
  const addCamera: InitTools['addCamera'] = async (config, { address, ...camera }) => {
    const { cameraAdd } = await import('./camera-add.ts');
    const { signal } = stopping;
    const environment = process.env;
    const password = (user: string) => askPassword(`Password of ${user}`, environment);
    const options = { ...camera, config, transport: 'tcp', stills: resolve('stills') } as const;
    return cameraAdd(address, options, { environment, password, signal, print });
  };
  program
    .command('init')
    .description('make the files of a new box, every key explained; at a terminal it asks for what no option says')
    .argument('[folder]', 'where the box is to live', '.')
    .option('--name <text>', 'name of the site')
    .option('--position <latitude,longitude>', 'degrees, WGS 84, e.g. 31.5,121.9')
    .option('--zone <name>', 'its time zone, e.g. Asia/Shanghai')
    .addOption(new Option('--region <name>', `which species may be there: ${[...REGIONS, 'world'].join(', ')} (any)`))
    .option('--camera <address>', 'host or address of the first camera, as roost camera add takes it; later without it')
    .option('--camera-id <id>', 'its id in every record, never changed; camera-1 without it')
    .option('--camera-name <text>', 'its name; the id without it')
    .option('--camera-user <name>', 'the password is asked for, or taken from ROOST_ADD_PASSWORD')
    .action(async (folder: string, options: InitCommand) => {
      const ask = process.stdin.isTTY ? atTerminal : undefined;
      const good = await init(folder, options, { ask, addCamera, print });
      process.exitCode = good ? 0 : NOT_ALL;
    });
  program
    .command('doctor')
    .description(
      'examine the box and its machine, each with a verdict and what to do; exit code 0 well, 1 warning, 2 failure',
    )
    .option('--json', 'as one JSON document')
    .addOption(config)
    .action(async (options: { config: string; json?: boolean }) => {
      const { doctor } = await import('./doctor.ts');
      const { json = false, config } = options;
      process.exitCode = await doctor(config, json, process.env, Date.now(), stopping.signal, print);
    });
  program
    .command('backup')
    .description('copy database and configuration into a folder, also while the box runs; docs/backup.md')
    .argument('<folder>', 'on another disk; it must be there')
    .option('--media', 'pictures and clips too; only those that the folder has not got')
    .option('--secrets', 'secrets.env, tokens and sessions too')
    .option('--keep <count>', 'leave so many backups in the folder, the newest', positive)
    .addOption(config)
    .action(async (folder: string, options: BackupOptions & { config: string }) => {
      const { backupCommand } = await import('./backup.ts');
      const box = readSite(options.config);
      const good = await backupCommand(box, folder, options, Date.now(), stopping.signal, { print, complain });
      process.exitCode = good ? 0 : NOT_ALL;
    });
  program
    .command('restore')
    .description('put a backup back into an empty data folder, on this machine or another')
    .argument('<backup>', 'as roost backup named it')
    .argument('[folder]', 'that holds roost.yaml; where there is none, that of the backup is put there', '.')
    .action(async (backup: string, folder: string) => {
      const { restoreCommand } = await import('./backup.ts');
      const good = await restoreCommand(backup, folder, stopping.signal, { print, complain });
      process.exitCode = good ? 0 : NOT_ALL;
    });
}

function positive(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('It must be 1 or more.');
}
