#!/usr/bin/env node
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { messageOf, RoostError } from './base/errors.ts';
import { nativeTrouble } from './base/native.ts';
import { VERSION } from './base/package.ts';
import { addAccessCommands } from './commands/access-commands.ts';
import { addAlertCommands } from './commands/alert-commands.ts';
import { addBundleCommands } from './commands/bundle-commands.ts';
import { addCameraCommands } from './commands/camera-commands.ts';
import { addCareCommands } from './commands/care-commands.ts';
import type { ChecklistCommand } from './commands/checklist.ts';
import type { CorrectCommand } from './commands/deployments.ts';
import type { ExportCommand } from './commands/export.ts';
import { openLog } from './commands/log.ts';
import { addModelCommands } from './commands/model-commands.ts';
import { addTurnoverCommands } from './commands/model-turnover-commands.ts';
import { addRederiveCommand } from './commands/rederive-commands.ts';
import type { ReportCommand } from './commands/report.ts';
import { Stopping } from './commands/stopping.ts';
import { addTeachCommands } from './commands/teach-commands.ts';
import { readConfig } from './know/config/config.ts';
import { REGIONS } from './know/taxonomy/regions.ts';
import { FORMATS } from './tell/export/formats.ts';

/** Exit code of a box that was asked to stop and of which a part did not end as it should; 1 is one that could not run. */
const NOT_ALL_STOPPED = 2;
/** Exit code of a command that did what it could: some files were left out, and are named. */
const NOT_ALL_READ = 2;

// What only one command needs, and takes long to load (the box, charts, Word, workbooks), is loaded by that command: the
// others answer half a second sooner, and a box that watches for months does not hold it.
const stopping = new Stopping();
/** True where to be asked to stop is the good end of a command. */
let endless = false;

const config = new Option('-c, --config <file>', 'roost.yaml of the box').default('roost.yaml').env('ROOST_CONFIG');
const mirror = new Option('--mirror <folder>', 'take weights from this folder').env('ROOST_MODEL_MIRROR');
const models = new Option('--models <folder>', 'folder of weights').default('data/models').env('ROOST_MODELS');

const program = new Command('roost')
  .description('Counts birds and mammals in the streams of field cameras')
  .version(VERSION)
  .showSuggestionAfterError()
  .addOption(
    new Option('--log <level>', 'how much to log').choices(['debug', 'info', 'warn', 'error']).default('info'),
  );

addCareCommands(program, config, stopping);
addCameraCommands(program, config, stopping);

program
  .command('start')
  .description('run the box: watch every camera, serve the API and the page')
  .addOption(config)
  .addOption(mirror)
  .action(async (options: { config: string; mirror?: string }) => {
    const box = readConfig(options.config, process.env);
    const log = openLog(program.opts<{ log: string }>().log, { secrets: box.secrets.all });
    endless = true;
    const { start } = await import('./commands/start.ts');
    process.exitCode = (await start(box, options.mirror, log, stopping.signal)) ? 0 : NOT_ALL_STOPPED;
  });

program
  .command('setup')
  .description('make the files of a new box on a page, at 127.0.0.1 alone, then run it as roost start')
  .addOption(config)
  .addOption(mirror)
  .option('--port <number>', 'of the page, now and later; 0 takes a free one', '8420')
  .action(async (options: { config: string; port: string; mirror?: string }) => {
    const { log: level } = program.opts<{ log: string }>();
    const { setup } = await import('./commands/setup.ts');
    if (!(await setup(options.config, Number(options.port), openLog(level), stopping.signal))) return;
    const box = readConfig(options.config, process.env);
    endless = true;
    const { start } = await import('./commands/start.ts');
    const log = openLog(level, { secrets: box.secrets.all });
    process.exitCode = (await start(box, options.mirror, log, stopping.signal)) ? 0 : NOT_ALL_STOPPED;
  });

program
  .command('check')
  .description(
    'check roost.yaml, the checklist, the models, every camera file and every camera: codec, size, frames a second, a still',
  )
  .addOption(config)
  .addOption(mirror)
  .option('--stills <folder>', 'where the stills go', 'stills')
  .action(async (options: { config: string; stills: string; mirror?: string }) => {
    const box = readConfig(options.config, process.env);
    const { signal } = stopping;
    const { check } = await import('./commands/check.ts');
    const good = await check(box, resolve(options.stills), options.mirror, signal, Date.now(), (line) =>
      console.log(line),
    );
    process.exitCode = good ? 0 : 1;
  });

program
  .command('checklist')
  .description('make a site.yaml: the taxa known at the site, from a region, records, tables, or all of them')
  .addOption(new Option('--region <name>', 'name a region list').choices([...REGIONS, 'world']))
  .option('--records [store]', 'taxa of the visits in this database; the box of --config without a name')
  .option(
    '--csv <file...>',
    'XLSX or CSV: tables with a column of names (scientificName, 中文名, ...), month or date if known; eBird bar charts; FILE#SHEET',
  )
  .addOption(
    new Option('--dates <order>', 'order of numbers in their dates, where they do not tell').choices([
      'day-first',
      'month-first',
    ]),
  )
  .option('--name <name>', 'name of the checklist', 'site')
  .option('-o, --output <file>', 'write to this file, which must not exist yet; stdout without it')
  .addOption(config)
  .action(async (options: ChecklistCommand) => {
    const complain = (line: string) => console.error(line);
    const print = (text: string) => process.stdout.write(text);
    const { checklist } = await import('./commands/checklist.ts');
    const good = await checklist(options, Date.now(), print, complain);
    process.exitCode = good ? 0 : 1;
  });

program
  .command('replay')
  .description('run recorded video or pictures through the same pipeline, one JSON line a visit')
  .argument('<path...>', 'video files, pictures, or folders of them')
  .option('--start <time>', 'when the recording starts, e.g. 2026-05-01T06:00:00+08:00')
  .option('--camera <file>', 'camera file whose fps, size, zones and masks hold')
  .option('--gap <seconds>', 'visit gap', '60')
  .option('--checklist <file>', 'site.yaml whose taxa and months weigh the names; without it none do')
  .option(
    '--zone <name>',
    'time zone of the site: of times without an offset, of months and midnights',
    'Asia/Shanghai',
  )
  .option('--data <folder>', 'keep crops in this folder')
  .option('--json', 'JSON lines (the default where stdout is no terminal)')
  .addOption(mirror)
  .addOption(models)
  .action(async (paths: string[], options) => {
    const { replay } = await import('./commands/replay.ts');
    const good = await replay(paths, options, stopping.signal, { print: console.log, complain: console.error });
    process.exitCode = good ? 0 : NOT_ALL_READ;
  });

program
  .command('eval')
  .description('name a labelled set of pictures or clips, and say how well')
  .argument('<set>', 'folder of pictures named by taxon, CSV (file,taxon,box,count), or clips with a truth file')
  .option('--checklist <file>', 'site.yaml whose taxa and months weigh the names; without it none do')
  .option('--month <number>', 'month of the year for the checklist, 1 to 12; this month without it')
  .option('--find', 'let the detector find each animal, also where the set says where it is and of what kind')
  .option('--json <file>', 'write the report as JSON')
  .option('--page <file>', 'write the report as one HTML page with pictures')
  .option('--fit <classifier>', 'fit this classifier to the set and print the calibration for its manifest')
  .addOption(mirror)
  .addOption(models)
  .action(async (set: string, options) => {
    const { evaluate } = await import('./commands/eval.ts');
    const good = await evaluate(set, options, stopping.signal, { print: console.log, complain: console.error });
    process.exitCode = good ? 0 : NOT_ALL_READ;
  });

program
  .command('export')
  .description(`write records for another program, also while the box runs:\n${formats()}`)
  .argument('<format>', FORMATS.map(({ name }) => name).join(', '))
  .option('--from <time>', 'visits that start on this day or later, e.g. 2026-01-01')
  .option('--to <time>', 'visits that start before, e.g. 2026-07-01')
  .option('-o, --output <file>', 'write to this file, which must not exist yet')
  .option('--interval <minutes>', "between independent records; the site's without it (independence in roost.yaml)")
  .addOption(
    new Option('--compare <what>', "what the interval is counted from; the site's without it").choices([
      'lastIndependentRecord',
      'lastRecord',
    ]),
  )
  .addOption(
    new Option('--against <what>', 'judge records against all before them, as tallies do, or as if --from began it all')
      .choices(['all-time', 'range'])
      .default('all-time'),
  )
  .addOption(new Option('--apart <what>', 'what is judged together').choices(['station', 'camera']).default('station'))
  .addOption(
    new Option('--basis <whose>', 'whose word counts').choices(['machine', 'reviewed', 'best']).default('best'),
  )
  .option('--occasion <days>', 'of one sampling occasion, for detection histories and accumulation', '7')
  .option('--media', 'put pictures and clips in, where the format can hold them')
  .option('--precise', 'tell where protected species were recorded as it is known, not to 0.1 degree')
  .option('--bom', 'mark the file as UTF-8 for spreadsheets')
  .option('--no-guard', 'tallies: leave text that a spreadsheet would take for a formula as it is')
  .addOption(config)
  .option('--check', 'say what roost.yaml lacks for publication at GBIF, and write nothing')
  .action(async (format: string, options: ExportCommand & { config: string; check?: boolean }) => {
    const box = readConfig(options.config, process.env);
    const { checkExport, exportRecords } = await import('./commands/export.ts');
    if (options.check) process.exitCode = checkExport(format, box, (line) => console.log(line)) ? 0 : 1;
    else console.log(await exportRecords(format, box, options, process.stderr.isTTY, console.error));
  });

program
  .command('report')
  .description('write the report of a half-year (半年报), also while the box runs')
  .argument('<half-year>', '2026H1 (January to June) or 2026H2 (July to December)')
  .addOption(new Option('--lang <language>', 'its language').choices(['zh', 'en']).default('zh'))
  .addOption(new Option('--format <format>', 'what to write').choices(['html', 'docx', 'csv']).default('html'))
  .option('-o, --output <file>', 'write to this file, which must not exist yet')
  .option('--no-guard', 'csv: leave text that a spreadsheet would take for a formula as it is')
  .option('--link <address>', "where readers find the box's API; publicAddress in roost.yaml, or no links, without it")
  .option('--date <day>', 'day of the report, e.g. 2026-07-03; today without it')
  .addOption(config)
  .action(async (name: string, options: ReportCommand & { config: string }) => {
    const { report } = await import('./commands/report.ts');
    console.log(await report(name, readConfig(options.config, process.env), options, Date.now()));
  });

addRederiveCommand(program, config, stopping);

const deployments = program.command('deployments').description('where each camera stood, and when');
deployments
  .command('list', { isDefault: true })
  .description('every deployment, also of cameras whose file is gone')
  .addOption(config)
  .action(async (options: { config: string }) => {
    const { listDeployments } = await import('./commands/deployments.ts');
    listDeployments(readConfig(options.config, process.env), (line) => console.log(line));
  });
deployments
  .command('correct')
  .description('say what a deployment was; by the API of the box where it runs')
  .argument('<id>', 'as listed')
  .option('--start <day>', 'its first day, or a time')
  .option('--end <day>', 'its last day, or a time; none: it goes on')
  .option('--station <id>', 'cameras of one station are judged together for independence')
  .option('--place <text>', 'in words')
  .option('--habitat <text>', 'in words')
  .option('--latitude <degrees>', 'with --longitude')
  .option('--longitude <degrees>', 'with --latitude')
  .option('--height <metres>', 'of the camera above the ground')
  .option('--direction <degrees>', 'that it looks to, clockwise from north')
  .addOption(config)
  .action(async (id: string, { config, ...options }: CorrectCommand & { config: string }) => {
    const { correctCommand } = await import('./commands/deployments.ts');
    await correctCommand(readConfig(config, process.env), id, options, (line) => console.log(line));
  });
deployments
  .command('end')
  .description('end a deployment now, or on its last day')
  .argument('<id>', 'as listed')
  .option('--on <day>', 'its last day, or a time')
  .addOption(config)
  .action(async (id: string, options: { config: string; on?: string }) => {
    const { endCommand } = await import('./commands/deployments.ts');
    await endCommand(readConfig(options.config, process.env), id, options, Date.now(), (line) => console.log(line));
  });

addAccessCommands(program, config);
addAlertCommands(program, config, stopping);
addTeachCommands(program, config, mirror, stopping);
const modelCommands = addModelCommands(program, config, models, mirror, stopping);
addBundleCommands(modelCommands, config, stopping);
addTurnoverCommands(modelCommands, config);

function formats(): string {
  return FORMATS.map(({ name, summary }) => `  ${name}: ${summary}`).join('\n');
}

try {
  await program.parseAsync();
} catch (error) {
  const known = error instanceof RoostError || stopping.by !== undefined || nativeTrouble(String(error)) !== undefined;
  if (stopping.by && !endless) console.error(`stopped by ${stopping.by}`);
  else console.error(known ? messageOf(error) : error);
  process.exitCode = 1;
}
process.exit((endless ? undefined : stopping.exitCode) ?? process.exitCode);
