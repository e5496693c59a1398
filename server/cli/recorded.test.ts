import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { asOwner } from '../db/transaction.ts';
import { sanbao, scratchFolder } from './sanbao.fixture.ts';

const { pool, url } = await freshDatabase();
const file = scratchFolder();
const run = (...args: string[]) => sanbao(args, { env: { DATABASE_URL: url } });
const json = async (...args: string[]) => {
  const ran = await run(...args, '--json');
  expect(ran.err).toBe('');
  return JSON.parse(ran.out) as Record<string, unknown> & Record<string, unknown>[];
};

const map = file(
  'map.yaml',
  `
source: old-desk
rows: case
key: id
times: { time_zone: Asia/Shanghai, patterns: [yyyy-MM-dd HH:mm] }
report: { at: opened, zone: zone, channel: { value: phone }, caller_name: who }
close: { at: closed }
`,
);
const cases = file(
  'cases.csv',
  'id,opened,zone,who,closed\n1,2026-03-02 08:00,urban,王芳,2026-03-02 12:00\n2,2026-03-02 09:00,moon,李雷,\n',
);

// One story on one database, each step standing on the one before.
describe('the command on a database', { timeout: 120_000 }, () => {
  test('nothing can be asked before there is an organisation', async () => {
    expect(await run('user', 'list')).toMatchObject({
      code: 1,
      err: expect.stringContaining('`sanbao org add NAME --pack PACK` makes one'),
    });
  });

  test('org add makes one with an administrator, and again changes nothing', async () => {
    const first = await json('org', 'add', 'county', '--pack', 'grid');
    expect(first).toMatchObject({
      org: 'county',
      administrator: { email: 'admin@county.example', link: expect.stringMatching(/^http:\/\/localhost:8080\/link\/[\w-]{43}$/) },
    });
    expect(await json('org', 'add', 'county', '--pack', 'grid')).toMatchObject({ administrator: null });
    expect(await run('org', 'add', 'Not Good', '--pack', 'grid')).toMatchObject({ code: 2 });
  });

  test('user add gives somebody an account, once for each e-mail', async () => {
    const add = ['user', 'add', '--name', '高峰', '--email', 'gao@county.example'];
    expect(await json(...add, '--roles', 'dispatcher,agent')).toMatchObject({ status: 'added', email: 'gao@county.example', link: expect.stringContaining('/link/') });
    expect(await run(...add, '--roles', 'dispatcher')).toMatchObject({
      code: 1,
      err: expect.stringContaining('gao@county.example already'),
    });
    expect(await run('user', 'add', '--name', '王', '--email', 'wang@county.example', '--roles', 'king')).toMatchObject({ code: 1, err: expect.stringContaining('unknown_role') });
    expect((await json('user', 'list')).map((person) => person['email']).toSorted()).toEqual([
      'admin@county.example',
      'gao@county.example',
    ]);
  });

  test('user reset prints a link, roles and disable take effect, and all say when there is nobody', async () => {
    const { link } = await json('user', 'reset', 'gao@county.example');
    expect(link).toMatch(/\/link\/[\w-]{43}$/);
    expect(await run('user', 'reset', 'nobody@county.example')).toMatchObject({ code: 1, err: expect.stringContaining('Nobody of county') });
    expect(await json('user', 'roles', 'gao@county.example', 'manager')).toMatchObject({ roles: ['manager'] });
    expect(await json('user', 'disable', 'gao@county.example')).toMatchObject({ active: false });
    expect(await run('user', 'disable', 'gao@county.example')).toMatchObject({ code: 1, err: expect.stringContaining('has left') });
    expect(await run('user', 'roles', 'nobody', 'manager')).toMatchObject({ code: 1, err: expect.stringContaining('No such person') });
  });

  test('import: a dry run, then in earnest, then again; refused rows are listed and written', async () => {
    const args = ['import', 'cases', cases, '--map', map];
    const refused = [{ line: 3, column: 'zone', reason: 'the pack has no zone "moon"' }];
    expect(await json(...args, '--dry-run')).toMatchObject({ dry_run: true, rows: 2, recorded: 1, refused });
    expect((await run('explain', '--case', '1')).code).toBe(1);
    const report = file('refused.csv', '');
    const ran = await run(...args, '--report', report);
    expect(ran).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 recorded (2 facts), 0 recorded before, 1 rows refused'),
      err: expect.stringContaining('line 3, zone: the pack has no zone'),
    });
    expect(await json(...args)).toMatchObject({ recorded: 0, already_recorded: 1, facts: 0, refused });
  });

  test('import ends with 1 when nothing could be taken, and with 2 when map or file do not fit', async () => {
    const nothing = file('nothing.csv', 'id,opened,zone,who,closed\n9,never,urban,A,\n');
    expect((await run('import', 'cases', nothing, '--map', map)).code).toBe(1);
    const other = file('other.csv', 'a,b\n1,2\n');
    expect(await run('import', 'cases', other, '--map', map)).toMatchObject({
      code: 2,
      err: expect.stringContaining('has no column "id"'),
    });
    expect(await run('import', 'cases', cases, '--map', file('bad.yaml', 'rows: case\n'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('bad.yaml:1: source'),
    });
    expect(await run('import', 'cases', '/no/such.csv', '--map', map)).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no such file'),
    });
  });

  test('explain --case: closed and no arrival recorded is unproven; before it was brought in, nothing was known', async () => {
    const number = await asOwner(pool, async (tx) => (await tx.query<{ number: string }>('select number from case_list')).rows[0]!.number);
    expect(await json('explain', '--case', number, '--org', 'county')).toMatchObject([
      { clock: 'arrival', verdict: 'unproven', elapsed_minutes: null, started_at: '2026-03-02T08:00:00+08:00' },
    ]);
    expect(await json('explain', '--case', number, '--as-of', '2026-03-03T00:00:00+08:00')).toEqual([]);
    expect(await run('explain', '--case', number, '--pack', 'grid')).toMatchObject({ code: 2 });
  });

  test('journal: whole, sealed, rebuilt without a difference; then a changed fact is named', async () => {
    expect(await run('journal', 'verify')).toMatchObject({ code: 0, out: expect.stringMatching(/^Whole: \d+ facts in \d+ chains\.\n$/) });
    const root = (await run('journal', 'seal')).out.trim();
    expect(root).toMatch(/^sanbao1:\d+:[0-9a-f]{64}$/);
    expect(await run('journal', 'verify', '--root', root)).toMatchObject({
      code: 0,
      out: expect.stringContaining('all that was sealed is there'),
    });
    expect(await json('journal', 'rebuild', '--check')).toMatchObject({ differences: [] });
    expect((await run('journal', 'rebuild')).code).toBe(0);
    expect(await run('journal', 'verify', '--root', 'nonsense')).toMatchObject({ code: 1, err: expect.stringContaining('not a root') });
    await asOwner(pool, (tx) => tx.query(`update journal set at = at + interval '1 minute' where kind = 'case.closed'`));
    expect(await run('journal', 'verify', '--root', root)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^BROKEN at fact 2 of case:/),
    });
  });

  test('erase customer: who is not there cannot be erased', async () => {
    expect(await run('erase', 'customer', 'nobody', '--reason', 'asked')).toMatchObject({
      code: 1,
      err: expect.stringContaining('No such customer'),
    });
    expect(await run('erase', 'customer', 'nobody')).toMatchObject({ code: 2 });
  });
});

describe('pack', { timeout: 60_000 }, () => {
  test('check says that a pack is sound, or every problem with its line', async () => {
    expect(await run('pack', 'check', 'grid')).toMatchObject({ code: 0, out: expect.stringContaining('is sound') });
    expect(await run('pack', 'check', 'grid', '--year', '2050')).toMatchObject({ code: 1, err: expect.stringContaining('knows no holidays of 2050') });
    expect(await run('pack', 'check', 'grid', '--year', 'soon')).toMatchObject({ code: 2, err: expect.stringContaining('a year is written') });
    const bad = file('moonbase.yaml', 'name: moonbase\nversion: "1"\nextends: common\npromisses: {}\n');
    expect(await run('pack', 'check', bad)).toMatchObject({
      code: 1,
      err: expect.stringContaining('moonbase.yaml:4:1: "promisses" is not a field here'),
    });
  });

  test('list names the packs that come with the program', async () => {
    expect((await json('pack', 'list')).map((each) => each['name'])).toEqual(expect.arrayContaining(['appliance', 'grid']));
  });
});
