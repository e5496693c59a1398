import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { servedHouse } from './site.fixture.ts';

const consoleDir = mkdtempSync(join(tmpdir(), 'sanbao-console-'));
afterAll(() => rmSync(consoleDir, { recursive: true }));
mkdirSync(join(consoleDir, 'assets'));
writeFileSync(join(consoleDir, 'index.html'), '<meta name="csp-nonce" content="__NONCE__"><div id="root"></div>');
writeFileSync(join(consoleDir, 'assets', 'main-abc123.js'), 'export {};');
writeFileSync(join(consoleDir, 'assets', 'main-abc123.js.br'), brotliCompressSync('export {};'));
writeFileSync(join(consoleDir, 'icon.svg'), '<svg/>');
const demo = [{ email: 'agent@demo.example', name: '安宁', roles: ['agent'], password: 'a demo password' }];
const { app } = await servedHouse(['county'], { site: { consoleDir, demo } });

describe('the console', () => {
  test.each(['/', '/cases', '/cases/01abc', '/desk?lang=en'])('%s → its page, with a nonce of its own', async (url) => {
    const [one, two] = [await app.inject({ url }), await app.inject({ url })];
    expect(one.statusCode).toBe(200);
    const nonce = /content="([^"]+)"/.exec(one.body)![1]!;
    expect(one.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    expect(one.headers['cache-control']).toBe('no-store');
    expect(two.body).not.toContain(nonce);
  });

  test.each([
    ['/assets/main-abc123.js', 200, 'public, max-age=31536000, immutable'],
    ['/icon.svg', 200, 'public, max-age=300'],
    ['/assets/main-old.js', 404, 'no-store'],
    ['/assets/main-abc123.js.br', 404, 'no-store'],
    ['/robots.txt', 404, 'no-store'],
    ['/api/nothing', 404, 'no-store'],
    ['/../package.json', 404, 'no-store'],
    ['/assets/..%2f..%2fpackage.json', 404, 'no-store'],
  ])('%s → %i', async (url, status, cache) => {
    const answer = await app.inject({ url });
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([status, cache]);
  });

  test('a file is sent compressed to whoever takes it', async () => {
    const answer = await app.inject({ url: '/assets/main-abc123.js', headers: { 'accept-encoding': 'br' } });
    expect(answer.headers['content-encoding']).toBe('br');
    expect(answer.headers['content-type']).toContain('javascript');
    expect(answer.headers['cache-control']).toContain('immutable');
  });
});

describe('the demo', () => {
  test('says whom one can sign in as', async () => {
    expect((await app.inject({ url: '/demo.json' })).json()).toEqual({ people: demo });
  });
});
