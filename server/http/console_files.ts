/** The built console: files with a hash in their name are kept for ever, the page itself is made anew with a nonce each time. */

import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentPolicy, freshNonce } from './guard.ts';

export async function serveConsole(app: FastifyInstance, directory: string): Promise<void> {
  if (!existsSync(join(directory, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: directory,
    prefix: '/',
    // Only files that are there get a route; every other path is the console's own business.
    wildcard: false,
    globIgnore: ['index.html', '**/*.br', '**/*.gz', '**/*.map'],
    preCompressed: true,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes(join(directory, 'assets')) ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
    },
  });
}

/** Any path of the console; null when it was not built. */
export async function sendConsole(reply: FastifyReply, directory: string | undefined): Promise<FastifyReply | null> {
  const page = directory === undefined ? null : await readFile(join(directory, 'index.html'), 'utf8').catch(() => null);
  if (page === null) return null;
  const nonce = freshNonce();
  return reply
    .headers({ 'content-security-policy': contentPolicy(nonce), 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(page.replaceAll('__NONCE__', nonce));
}
