import { type Command, Option } from 'commander';
import { readSite } from '../know/config/config.ts';
import { ROLES, SCOPES } from '../tell/access/roles.ts';
import { auditCommand } from './audit.ts';
import { addToken, listTokens, revokeToken, type TokenCommand } from './token.ts';

/** Adds `roost token` and `roost audit`: who may use the page and the API, and who changed what. */
export function addAccessCommands(program: Command, config: Option): void {
  const token = program.command('token').description('who may use the page and the API');
  token
    .command('add')
    .description('make a token, and print it once; also while the box runs')
    .argument('<name>', 'who or what it is for')
    .addOption(new Option('--role <role>', 'what it may do').choices([...ROLES]).makeOptionMandatory())
    .option(
      '--scope <scopes>',
      `parts of the API that it is for, with commas between: ${SCOPES.join(', ')}; all without it`,
    )
    .option('--expires <when>', '90d, 12h, or its last day, 2027-03-31; good for ever without it')
    .addOption(config)
    .action((name: string, { config, ...options }: TokenCommand & { config: string }) =>
      addToken(readSite(config), name, options, { print: console.log, complain: console.error }),
    );
  token
    .command('list', { isDefault: true })
    .description('every token, what it may do, and when it was used last')
    .addOption(config)
    .action((options: { config: string }) => listTokens(readSite(options.config), (line) => console.log(line)));
  token
    .command('revoke')
    .description('make a token worth nothing, at once')
    .argument('<name>', 'its name, or its id')
    .addOption(config)
    .action((name: string, options: { config: string }) =>
      revokeToken(readSite(options.config), name, (line) => console.log(line)),
    );

  program
    .command('audit')
    .description('who changed what, newest first')
    .option('--limit <count>', 'at most so many', '50')
    .option('--json', 'JSON lines')
    .addOption(config)
    .action((options: { config: string; limit: string; json?: boolean }) =>
      auditCommand(readSite(options.config), options, (line) => console.log(line)),
    );
}
