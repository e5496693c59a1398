import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openPool } from '../db/connect.ts';
import { emailOf, servedHouse } from './site.fixture.ts';

/** The line to PostgreSQL, which can be cut and mended. */
class Line {
  #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  readonly #target: { host: string; port: number };
  constructor(target: { host: string; port: number }) {
    this.#target = target;
  }
  async mend(): Promise<number> {
    const { host, port } = this.#target;
    this.#server = createServer((near) => {
      const far = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
      for (const [one, other] of [[near, far], [far, near]] as const) {
        this.#sockets.add(one);
        one.on('error', () => other.destroy()).on('close', () => other.destroy());
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => this.#server!.listen(this.#port, '127.0.0.1', resolve));
    return (this.#port = (this.#server.address() as AddressInfo).port);
  }
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server!.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    await closed;
  }
}

let line: Line | undefined;
const served = await servedHouse(['county'], {
  expected: /database cannot be reached|not ready/,
  poolOver: async (url) => {
    const { host, port, user, password, database } = new pg.Client({ connectionString: url });
    line = new Line({ host, port });
    return openPool({ host: '127.0.0.1', port: await line.mend(), user, database, password } as pg.PoolConfig);
  },
});

test('while the database is away → 503 with Retry-After; afterwards the same key is recorded once', async () => {
  const body = { zone: 'urban', channel: 'phone' };
  expect((await served.call('case.report', { as: 'an', body, key: 'before-the-cut' })).statusCode).toBe(201);
  await line!.cut();
  for (const answer of [
    await served.call('case.report', { as: 'an', body, key: 'during-the-cut' }),
    await served.call('case.list', { as: 'an' }),
    await served.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email: emailOf('mei', 'county'), password: 'tea at four o clock' } }),
    await served.app.inject({ url: '/api/v1/me', headers: { cookie: 'sanbao.session_token=unknown.session' } }),
  ]) {
    if (answer.statusCode === 401) continue;
    expect([answer.statusCode, answer.json().code, answer.headers['retry-after']]).toEqual([503, 'database_gone', '2']);
  }
  expect((await served.app.inject({ url: '/ready' })).statusCode).toBe(503);
  expect((await served.app.inject({ url: '/health' })).statusCode).toBe(200);
  await line!.mend();
  const again = await served.call('case.report', { as: 'an', body, key: 'during-the-cut' });
  expect([again.statusCode, again.json().status]).toEqual([201, 'recorded']);
  expect((await served.app.inject({ url: '/ready' })).statusCode).toBe(200);
});
