/** The `sanbao` command: its subcommands, their options and their exit codes (0 done, 1 a no, 2 wrong use). */

import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { Complaint, note } from './complaint.ts';

// Each subcommand brings its own modules when it runs, so that `explain` need not wait for a database driver.
const program = new Command('sanbao')
  .description('Sanbao (三包): after-sales service that keeps its promises.')
  .version(versionText(), '--version', 'print the version')
  .helpOption('--help', 'say what a command does and takes')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) })
  .showHelpAfterError('`--help` says what it takes.');

const dataOption = () => new Option('--data <folder>', 'folder of the embedded database; DATABASE_URL takes its place').default('./data');
const orgOption = () => new Option('--org <name>', 'organisation, when there are several');
const jsonOption = () => new Option('--json', 'print JSON');

program
  .command('start')
  .description('Serve the console and the API, with a small demo world of the pack on a first start.')
  .option('--port <number>', 'port to listen on', '8080')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .addOption(dataOption())
  .option('--pack <name>', 'pack of a new organisation: a name under packs/, or a path', 'grid')
  .option('--org <name>', 'begin empty with your own organisation, and print a link for the first administrator')
  .option('--empty', 'begin empty; with no --org the organisation is called main')
  .option('--no-demo', 'do not make the demo county')
  .action(async (options) => (await import('./start.ts')).start(options));

program
  .command('explain')
  .description('Say what was promised, what came of it and why: from a file of facts, or for a recorded case.')
  .option('--pack <name>', 'pack to judge by: a name under packs/, or a path')
  .option('--facts <file>', 'one JSON fact a line: {"kind", "at", "received_at"?, "id"?, "data"?}; - reads standard input')
  .option('--case <id>', 'a recorded case, by number or id')
  .option('--at <time>', 'the moment to read the clocks at (default: the last fact; for a recorded case: now)')
  .option('--as-of <time>', 'only what had been received by then')
  .option('--lang <language>', 'zh-CN, en, zh-TW or es', 'zh-CN')
  .addOption(jsonOption())
  .addOption(orgOption())
  .addOption(dataOption())
  .action(async (options) => (await import('./explain.ts')).explain(options));

program
  .command('import')
  .description('Bring in records from elsewhere.')
  .command('cases <file>')
  .description('Import the cases of a CSV file as a map says. Safe to run twice: what is there already is not recorded again.')
  .requiredOption('--map <file>', 'YAML that says what each column means (docs/guide/import.md)')
  .option('--dry-run', 'check everything and record nothing')
  .option('--report <file>', 'write the refused rows as CSV: line, column, reason')
  .addOption(jsonOption())
  .addOption(orgOption())
  .addOption(dataOption())
  .action(async (file, options) => (await import('./import.ts')).importFile(file, options));

const journal = program.command('journal').description('Check, seal and reread the journal.');
journal
  .command('verify')
  .description('Check every chain from its first fact; with a root kept elsewhere, also that nothing was cut or rewritten.')
  .option('--root <text>', 'what `journal seal` printed')
  .addOption(jsonOption())
  .addOption(dataOption())
  .action(async (options) => (await import('./journal.ts')).verify(options));
journal
  .command('seal')
  .description('Seal all chains as they stand and print the root to keep elsewhere.')
  .addOption(jsonOption())
  .addOption(dataOption())
  .action(async (options) => (await import('./journal.ts')).seal(options));
journal
  .command('rebuild')
  .description('Refill every derived table from the journal.')
  .option('--check', 'only compare with what is there, and report differences')
  .addOption(jsonOption())
  .addOption(dataOption())
  .action(async (options) => (await import('./journal.ts')).rebuildTables(options));

const pack = program.command('pack').description('Policy of an organisation as text.');
pack
  .command('check <pack>')
  .description('Check a pack whole: sound, or every problem with file, line and column.')
  .option('--year <year>', 'the year it is to answer in: its calendars must know the holidays; this year where it is not said')
  .addOption(jsonOption())
  .action(async (name, options) => (await import('./pack.ts')).checkPack(name, options));
pack
  .command('list')
  .description('The packs that come with the program.')
  .addOption(jsonOption())
  .action(async (options) => (await import('./pack.ts')).listPacks(options));
pack
  .command('diff <before> <after>')
  .description('What one pack says otherwise than another: figure by figure, each with the rows it rests on.')
  .option('--lang <language>', 'zh-CN, en, zh-TW or es', 'zh-CN')
  .addOption(jsonOption())
  .action(async (before, after, options) => (await import('./pack_diff.ts')).diffPacks(before, after, options));
pack
  .command('try <pack>')
  .description('Run a changed pack over what was recorded: what would have been kept and late, beside what was. Changes nothing.')
  .requiredOption('--since <date>', 'the day, or moment with its offset, from which it would have held')
  .addOption(jsonOption())
  .addOption(orgOption())
  .addOption(dataOption())
  .action(async (name, options) => (await import('./pack_try.ts')).tryOut(name, options));
pack
  .command('schema')
  .description('Print the JSON Schema of a pack, for an editor.')
  .action(async () => (await import('./pack.ts')).printSchema());

pack
  .command('activate <pack>')
  .description('From now on this version answers; what began earlier keeps the version it began under.')
  .option('--take-over', 'open cases too are judged by it from now on; what has ended keeps its verdict')
  .addOption(jsonOption())
  .addOption(orgOption())
  .addOption(dataOption())
  .action(async (name, options) => (await import('./pack_activate.ts')).activate(name, options));

const org = program.command('org').description('Organisations of this installation.');
org
  .command('add <name>')
  .description('Make an organisation under a pack, with a link for its first administrator; for one that exists, activate the pack.')
  .requiredOption('--pack <name>', 'a name under packs/, or a path')
  .addOption(jsonOption())
  .addOption(dataOption())
  .action(async (name, options) => (await import('./org.ts')).addOrg(name, options));

const user = program.command('user').description('People who sign in.');
user
  .command('add')
  .description('Add somebody with an e-mail to sign in with; prints a link by which they choose a password, unless one is given.')
  .requiredOption('--name <name>', 'name of the person')
  .requiredOption('--email <address>', 'also the sign-in name')
  .requiredOption('--roles <list>', 'agent, dispatcher, engineer, manager, administrator; several with commas')
  .option('--zones <list>', 'zones they work in, with commas')
  .option('--party <code>', 'branch or partner firm whose cases are all they see')
  .option('--password <text>', 'at least 10 characters')
  .addOption(jsonOption())
  .addOption(orgOption())
  .addOption(dataOption())
  .action(async (options) => (await import('./user.ts')).addUser(options));
user
  .command('list')
  .description('Everybody of the organisation.')
  .addOption(jsonOption())
  .addOption(orgOption())
  .addOption(dataOption())
  .action(async (options) => (await import('./user.ts')).listUsers(options));
user
  .command('reset <who>')
  .description('Print a link by which somebody, by e-mail or id, chooses a new password. It works once, for three days.')
  .option('--second-factor', 'also remove their second factor: the telephone was lost')
  .addOption(jsonOption())
  .addOption(orgOption())
  .addOption(dataOption())
  .action(async (who, options) => (await import('./user.ts')).resetUser(who, options));
user
  .command('disable <who>')
  .description('Somebody, by e-mail or id, is no longer with us: signed out everywhere, and can sign in no more.')
  .addOption(jsonOption())
  .addOption(orgOption())
  .addOption(dataOption())
  .action(async (who, options) => (await import('./user.ts')).disableUser(who, options));
user
  .command('roles <who> <list>')
  .description('Give somebody these roles instead of what they had, with commas; takes effect at once.')
  .addOption(jsonOption())
  .addOption(orgOption())
  .addOption(dataOption())
  .action(async (who, roles, options) => (await import('./user.ts')).changeRoles(who, roles, options));

program
  .command('backup <place>')
  .description('Copy everything that matters into one file, also while the program runs. A folder gets a file named after the moment; - is standard output.')
  .option('--without-keys', 'leave out the keys of personal data and the sign-in accounts')
  .addOption(jsonOption())
  .addOption(dataOption())
  .action(async (place, options) => (await import('./backup.ts')).backup(place, options));

program
  .command('restore <file>')
  .description('Fill an empty database from a backup, verified; or change nothing. - is standard input.')
  .option('--check', 'only read the file to its end and say whether it is whole; needs no database')
  .addOption(jsonOption())
  .addOption(dataOption())
  .action(async (file, options) => (await import('./restore.ts')).restore(file, options));

program
  .command('erase')
  .description('Forget a person.')
  .command('customer <id>')
  .description("Destroy the key of a customer's personal data. The facts stay and their chain still verifies. Cannot be undone.")
  .requiredOption('--reason <text>', 'kept in the journal')
  .addOption(jsonOption())
  .addOption(orgOption())
  .addOption(dataOption())
  .action(async (id, options) => (await import('./erase.ts')).eraseCustomer(id, options));

function versionText(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitOf(error);
}

function exitOf(error: unknown): number {
  // Commander has printed its own words by now; help and version are no mistake.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  note(error instanceof Error ? error.message : String(error));
  if (!(error instanceof Complaint) && process.env['SANBAO_TRACE'] !== undefined) note((error as Error).stack ?? '');
  return error instanceof Complaint ? error.exit : 1;
}
