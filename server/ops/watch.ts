/** Watches the HTTP edge: a line and a measure for each request, and the page where the measures are read. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../journal/perform.ts';
import { Refused } from '../refused.ts';
import type { Log } from './log.ts';
import type { Measures } from './measures.ts';
import type { Readiness } from './readiness.ts';

export type Watch = {
  readonly measures: Measures;
  readonly log: Log;
  readonly readiness: Readiness;
  /** `SANBAO_METRICS_TOKEN`; without it only programs on this machine may read the measures. */
  readonly metricsToken?: string | undefined;
  /** Behind a proxy everybody seems to be on this machine. */
  readonly isBehindProxy: boolean;
};

/** What is asked for all the time and says nothing when all is well. */
const quiet: ReadonlySet<string> = new Set(['health', 'ready', 'metrics', 'console']);

export function watchRequests(app: FastifyInstance, watch: Watch, whoAsks: (request: FastifyRequest) => Actor | undefined): void {
  const told = new WeakSet<FastifyRequest>();
  const tell = (request: FastifyRequest, status: number, ms: number) => {
    if (told.has(request)) return;
    told.add(request);
    const operation = operationOf(request);
    watch.measures.requestDone(operation, status, ms / 1_000);
    if (status === 503) watch.readiness.doubt();
    if (quiet.has(operation) && status < 400) return;
    const actor = whoAsks(request);
    watch.log.request({
      operation,
      method: request.method,
      status,
      ms: Math.round(ms * 10) / 10,
      request: request.id,
      ...(actor === undefined ? {} : { org: actor.org, person: actor.person }),
    });
  };
  app.addHook('onResponse', async (request, reply) => tell(request, reply.statusCode, reply.elapsedTime));
  // The caller went away before the answer; 499 is what proxies call that. A request whose body was read whole tells nobody, so its answer is asked.
  app.addHook('onRequest', async (request, reply) => {
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) tell(request, 499, reply.elapsedTime);
    });
  });
}

/** A name from a short list, never the address itself: that can hold a telephone number. */
export function operationOf(request: FastifyRequest): string {
  const { url, schema } = request.routeOptions;
  const { operationId } = (schema ?? {}) as { operationId?: string };
  if (operationId !== undefined) return operationId;
  if (url === undefined) return 'unknown';
  if (url === '/health' || url === '/ready' || url === '/metrics') return url.slice(1);
  if (url.startsWith('/api/auth/')) return 'sign_in';
  return url.startsWith('/api/') ? 'api_page' : 'console';
}

export function openMetrics(app: FastifyInstance, watch: Watch): void {
  app.get('/metrics', { schema: { hide: true } }, async (request: FastifyRequest, reply: FastifyReply) => {
    refuseStranger(request, watch);
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await watch.measures.registry.text());
  });
}

function refuseStranger(request: FastifyRequest, { metricsToken, isBehindProxy }: Watch): void {
  if (metricsToken !== undefined && metricsToken !== '') {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!timingSafeEqual(digest(given), digest(metricsToken))) throw new Refused('not_signed_in');
    return;
  }
  const wasForwarded = isBehindProxy || forwarding.some((header) => request.headers[header] !== undefined);
  if (wasForwarded || !isThisMachine(request.socket.remoteAddress)) throw new Refused('not_found');
}

const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];
const digest = (text: string) => createHash('sha256').update(text).digest();

function isThisMachine(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
