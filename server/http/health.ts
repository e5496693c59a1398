/** For whoever watches the program: alive at all, and able to serve. */

import type { FastifyInstance } from 'fastify';
import { retryAfter } from './failures.ts';
import type { Site } from './site.ts';

export function openHealth(app: FastifyInstance, site: Site): void {
  const hide = { schema: { hide: true } };
  app.get('/health', hide, async (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/ready', hide, async (_request, reply) => {
    try {
      await site.ready();
      return await reply.send({ status: 'ready' });
    } catch (error) {
      // Why is for the log: whoever may ask this may be anybody.
      site.log(`not ready: ${(error as Error).message}`);
      return reply.code(503).headers(retryAfter).send({ status: 'not_ready' });
    }
  });
}
