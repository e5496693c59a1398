import { expect, test } from 'vitest';
import { freshDatabase } from '../test/database.ts';
import { startServer } from './main.ts';

const { url: databaseUrl } = await freshDatabase();
const { url: demoUrl } = await freshDatabase();

async function start() {
  const lines: string[] = [];
  const running = await startServer({
    port: 0, host: '127.0.0.1', dataDir: 'unused', databaseUrl, org: 'mine', pack: 'grid', demo: false, standalone: false, print: (line) => lines.push(line),
  });
  return { ...running, said: lines.join('\n') };
}

async function signIn(url: string, email: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ email, password }) });
  expect(answer.status).toBe(200);
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}

test('a first start begins an empty organisation; a second one knows it, and the session holds', async () => {
  const first = await start();
  const [, email, link] = /First administrator: (\S+)\nChoose a password at (\S+)/.exec(first.said)!;
  expect(first.said).not.toContain('password:');
  const password = 'tea at four o clock';
  const chosen = await fetch(link!, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: first.url }, body: new URLSearchParams({ password, again: password }) });
  expect(chosen.status).toBe(200);
  expect((await fetch(link!)).status).toBe(410);
  expect((await fetch(`${first.url}/ready`)).status).toBe(200);
  const cookie = await signIn(first.url, email!, password);
  expect(await (await fetch(`${first.url}/api/v1/me`, { headers: { cookie } })).json()).toMatchObject({ org_id: 'mine', roles: ['administrator'], demo: false });
  expect((await fetch(`${first.url}/demo.json`)).status).toBe(404);
  await first.stop();
  await first.stop();
  await expect(fetch(`${first.url}/health`)).rejects.toThrow();

  const second = await start();
  expect(second.said).not.toContain('/link/');
  expect((await fetch(`${second.url}/api/v1/me`, { headers: { cookie } })).status).toBe(200);
  await second.stop();
});

test('a first start with a demo says whom to sign in as, and how to begin empty instead', async () => {
  const lines: string[] = [];
  const running = await startServer({ port: 0, host: '127.0.0.1', dataDir: 'unused', databaseUrl: demoUrl, pack: 'grid', demo: true, standalone: false, print: (line) => lines.push(line) });
  const said = lines.join('\n');
  expect(said).toContain(`serves ${running.url}`);
  const [, email, password] = /Sign in as one of:\n {2}(\S+@\S+) .* password: (\S+)/.exec(said)!;
  await signIn(running.url, email!, password!);
  expect(said).toMatch(/begin empty.*--org \w+ --pack \w+$/);
  await running.stop();
});

test('what is under way when it stops is answered', async () => {
  const running = await start();
  // A password takes tens of milliseconds to check, so these are under way for certain.
  const tries = Array.from({ length: 8 }, (_, i) =>
    fetch(`${running.url}/api/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: `nobody${i}@mine.example`, password: 'a guess like any' }) }),
  );
  // The first answer shows that the others have arrived.
  await Promise.race(tries);
  const stopped = running.stop();
  for (const answer of await Promise.all(tries)) expect([401, 503]).toContain(answer.status);
  await stopped;
});

test('a port that is taken is said in plain words', async () => {
  const running = await start();
  const port = Number(new URL(running.url).port);
  await expect(startServer({ port, host: '127.0.0.1', dataDir: 'unused', databaseUrl, demo: false, standalone: false, print: () => {} })).rejects.toThrow(`Port ${port} is taken`);
  await running.stop();
});
