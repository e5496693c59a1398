import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openTestHouse } from '../../test/house.ts';
import { addressRules } from '../outside/address.ts';
import { openEmail } from '../outside/email.ts';
import { signatureOf } from '../outside/webhook.ts';
import type { House } from '../house.ts';
import { openBell } from './bell.ts';
import { all, databaseNow, reportedFor, until } from './jobs.fixture.ts';
import { startJobs } from './jobs.ts';

const world = await openTestHouse();
const { pool } = world.house.db;
const root = world.actor('root', 'administrator');
const agent = world.actor('ma', 'agent');
for (const [person_id, role, email] of [['gao', 'dispatcher', 'gao@county.example'], ['deng', 'dispatcher', undefined], ['lost', 'dispatcher', 'lost@county.example']] as const) {
  await world.does(root, 'person.add', {}, { person_id, name: person_id, roles: [role], zones: [], skills: [], ...(email ? { email } : {}) });
}

type Mail = { to: string[]; text: string };
const mails: Mail[] = [];
/** A real mail server: it refuses one mailbox for good, and everything while it is busy. */
let isBusy = false;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onRcptTo({ address }, _session, done) {
    if (isBusy) return done(Object.assign(new Error('busy'), { responseCode: 451 }));
    return done(address.startsWith('lost') ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null);
  },
  onData(stream, session, done) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      mails.push({ to: session.envelope.rcptTo.map((each) => each.address), text: Buffer.concat(parts).toString('utf8') });
      done();
    });
  },
});
await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
const smtpPort = (smtp.server.address() as AddressInfo).port;

type Heard = { id: string; timestamp: number; signature: string; body: string };
const heard: Heard[] = [];
let answer = 200;
const receiver: Server = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString('utf8')));
  request.on('end', () => {
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = request.headers;
    heard.push({ id: String(id), timestamp: Number(timestamp), signature: String(signature), body });
    response.writeHead(answer, { location: 'http://169.254.169.254/latest/meta-data' }).end();
  });
});
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
afterAll(async () => {
  receiver.closeAllConnections();
  await Promise.all([new Promise((resolve) => receiver.close(resolve)), new Promise<void>((resolve) => smtp.close(resolve))]);
});

/** As the journal does for a house that has a bell. */
let ring = () => {};
const ends: (() => Promise<void>)[] = [];
const logged: string[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  logged.length = 0;
});

function startNode(options: { smtp?: boolean; allow?: string; retryMs?: readonly number[] } = {}): void {
  const log = (line: string) => void logged.push(line);
  const bell = openBell(pool, log);
  ends.push(() => bell.stop());
  ring = () => bell.ring();
  const house: House = { ...world.house, bell };
  const email = options.smtp === false ? null : openEmail(`smtp://127.0.0.1:${smtpPort}`, '三包 <sanbao@county.example>');
  ends.push(async () => email?.close());
  const jobs = startJobs(house, {
    log, bell, rules: addressRules(options.allow ?? '127.0.0.1'), publicUrl: 'https://sanbao.example/', retryMs: options.retryMs ?? [20, 20], timeoutMs: 2_000, email,
  });
  ends.push(() => jobs.stop());
}

async function overdueCase(caseId: string): Promise<void> {
  world.setTime(new Date(await databaseNow(pool)).toISOString());
  const outcome = await world.does(agent, 'case.report', {}, { case_id: caseId, zone: 'urban', channel: 'phone', caller_name: '王芳', phone: '13800000001', address: '人民路 1 号', at: await reportedFor(pool, 0) });
  expect(outcome.status).toBe('recorded');
  ring();
}

async function subscribe(webhook_id: string, url = receiverUrl): Promise<Buffer> {
  process.env['SANBAO_WEBHOOK_ALLOW'] = '127.0.0.1';
  const outcome = await world.does(root, 'webhook.subscribe', {}, { webhook_id, url, kinds: ['clock.warned'] });
  expect(outcome.status).toBe('recorded');
  return (await all<{ secret: Buffer }>(pool, 'select secret from webhook_secret where webhook_id = $1', [webhook_id]))[0]!.secret;
}
const stopped = (webhook_id: string) => world.does(root, 'webhook.stop', { webhook_id }, {});

type Row = { message_id: string; channel: string; recipient: string; state: string; tries: number; last_error: string | null };
const messagesOf = (caseId: string, channel: string) =>
  all<Row>(pool, `select message_id, channel, recipient, state, tries, last_error from message where body ->> 'case_id' = $1 and channel = $2 order by recipient`, [caseId, channel]);

describe('letters', () => {
  test('go to those of the role who have a mailbox, in both languages and with nothing personal in them', async () => {
    startNode();
    await overdueCase('mail');
    const rows = await until(() => messagesOf('mail', 'email'), (found) => found.length === 2 && found.every((row) => row.state !== 'waiting'));
    expect(rows).toMatchObject([
      { recipient: 'gao', state: 'sent', tries: 1, last_error: null },
      // 550: for good, so it is not tried again.
      { recipient: 'lost', state: 'parked', tries: 1, last_error: expect.stringContaining('550') },
    ]);
    const mail = mails.find((each) => each.to[0] === 'gao@county.example')!;
    expect(mail.text).toContain(`Message-ID: <${rows[0]!.message_id}@county.example>`);
    const text = decoded(mail.text);
    expect(text).toContain('抢修人员到达现场');
    expect(text).toContain('Repair crew on site');
    expect(text).toContain('https://sanbao.example/cases/mail');
    expect(text).not.toMatch(/王芳|13800000001|人民路/);
  });

  test('a busy mail server → tried again until it takes it', async () => {
    isBusy = true;
    startNode({ retryMs: Array.from({ length: 200 }, () => 20) });
    await overdueCase('busy');
    await until(() => messagesOf('busy', 'email'), (found) => found.some((row) => row.recipient === 'gao' && row.tries > 1));
    isBusy = false;
    const rows = await until(() => messagesOf('busy', 'email'), (found) => found.every((row) => row.state !== 'waiting'));
    expect(rows.map((row) => row.state)).toEqual(['sent', 'parked']);
  });

  test('a node without a mail server writes none, and fills the inbox all the same', async () => {
    startNode({ smtp: false });
    await overdueCase('quiet');
    await until(() => all(pool, `select from inbox_item where case_id = 'quiet'`), (found) => found.length === 3);
    expect(await messagesOf('quiet', 'email')).toEqual([]);
  });
});

describe('calls to other systems', () => {
  test('carry a signature that the receiver can check, an id, and nothing personal', async () => {
    const secret = await subscribe('crm');
    startNode();
    heard.length = 0;
    await overdueCase('call');
    const [row] = await until(() => messagesOf('call', 'webhook'), (found) => found[0]?.state === 'sent');
    const [call] = heard;
    expect(call).toMatchObject({ id: row!.message_id, signature: signatureOf({ secret, id: call!.id, timestamp: call!.timestamp, body: call!.body }) });
    expect(JSON.parse(call!.body)).toMatchObject({ type: 'clock.warned', data: { case_id: 'call', clock: 'arrival', stage: 'warning' } });
    expect(call!.body).not.toMatch(/王芳|13800000001|人民路/);
    await stopped('crm');
  });

  test('a receiver that fails → again and again under the same id, then parked and to be seen; sent anew by hand', async () => {
    await subscribe('poison');
    startNode();
    heard.length = 0;
    answer = 500;
    await overdueCase('poison');
    const [parked] = await until(() => messagesOf('poison', 'webhook'), (found) => found[0]?.state === 'parked');
    expect(parked).toMatchObject({ tries: 3, last_error: 'answered 500' });
    expect(new Set(heard.map((each) => each.id))).toEqual(new Set([parked!.message_id]));
    expect(heard).toHaveLength(3);
    expect(logged.join('\n')).toContain('is parked');
    answer = 200;
    await all(pool, `update message set state = 'waiting', tries = 0, due_at = clock_timestamp() where message_id = $1`, [parked!.message_id]);
    await until(() => messagesOf('poison', 'webhook'), (found) => found[0]?.state === 'sent');
    await stopped('poison');
  });

  test.each([
    ['redirects to an inner address', () => { answer = 302; return receiverUrl; }, '127.0.0.1', 'answered 302: a way on is not followed'],
    ['is an inner address that is no longer allowed', () => receiverUrl, '10.9.9.9', 'an inner address'],
  ])('a receiver that %s → parked at once', async (name, prepare, allow, reason) => {
    const id = name.split(' ')[0]!;
    await subscribe(id, prepare());
    startNode({ allow });
    heard.length = 0;
    await overdueCase(`inner-${id}`);
    const [row] = await until(() => messagesOf(`inner-${id}`, 'webhook'), (found) => found[0]?.state === 'parked');
    expect(row).toMatchObject({ tries: 1, last_error: reason });
    expect(heard).toHaveLength(answer === 302 ? 1 : 0);
    answer = 200;
    await stopped(id);
  });

  test('a subscription that was stopped hears nothing of what was still on its way', async () => {
    await subscribe('gone');
    // Refused all the while, so that a try that began before the stop cannot be mistaken for one after it.
    answer = 503;
    startNode({ retryMs: Array.from({ length: 500 }, () => 20) });
    await overdueCase('gone');
    await until(() => messagesOf('gone', 'webhook'), (found) => found.length === 1 && found[0]!.tries > 1);
    await stopped('gone');
    const [row] = await until(() => messagesOf('gone', 'webhook'), (found) => found[0]!.state !== 'waiting');
    expect(row).toMatchObject({ state: 'parked', last_error: 'the subscription was stopped' });
    answer = 200;
  });

  test('a message whose node died while sending it → lost after its lease, and sent by another', async () => {
    await subscribe('orphan');
    startNode();
    heard.length = 0;
    await overdueCase('orphan');
    const [row] = await until(() => messagesOf('orphan', 'webhook'), (found) => found[0]?.state === 'sent');
    // As the node that died had left it, and half a minute later.
    await all(pool, `update message set state = 'waiting', ended_at = null, due_at = clock_timestamp() where message_id = $1`, [row!.message_id]);
    await until(async () => heard.filter((each) => each.id === row!.message_id), (found) => found.length === 2);
    await stopped('orphan');
  });
});

test('subscriptions are refused where nothing may be sent', async () => {
  process.env['SANBAO_WEBHOOK_ALLOW'] = '';
  for (const url of ['https://169.254.169.254/', 'http://hooks.example.com/', 'https://localhost/x']) {
    expect(await world.does(root, 'webhook.subscribe', {}, { url, kinds: ['clock.due'] })).toMatchObject({ status: 'refused', refusal: 'unsafe_address' });
  }
});

/** The text of a letter: base64 or quoted-printable as the sender saw fit. */
function decoded(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/content-transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  return Buffer.from(body.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8');
}
