/** The HTTP edge put together: guards, bodies, sign-in, every operation of the contract, its document and page, the console. */

import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { apiPage } from './api_page.ts';
import { openAuthRoutes } from './auth_routes.ts';
import { serveConsole } from './console_files.ts';
import type { AnnounceCall } from '../../wire/command/announce_call.ts';
import { answerElsewhere } from './elsewhere.ts';
import { answerFailure, retryAfter } from './failures.ts';
import { contentPolicy, freshNonce, guard } from './guard.ts';
import { openHealth } from './health.ts';
import { bodyMaxBytes, readJsonBodies } from './json_body.ts';
import { openLive } from './live.ts';
import { langOf } from './language.ts';
import { openLinkPage } from './link_page.ts';
import { describeOperations, type OpenApi } from './openapi.ts';
import { apiPrefix, operationOf, registerOperations } from './operations.ts';
import { recognise, serve, type Asker } from './serve.ts';
import type { Site } from './site.ts';
import { openPress } from '../print/press.ts';
import { openMetrics, watchRequests } from '../ops/watch.ts';
import { Refused } from '../refused.ts';
import { validate } from './validation.ts';

export async function buildApp(site: Site): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: bodyMaxBytes,
    // Tries at passwords are counted by address, so a proxy in front has to be named before it is believed.
    ...(site.proxies === undefined ? {} : { trustProxy: [...site.proxies] }),
    // Whoever sends a request byte by byte must not hold a connection for ever.
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
    // Our own answer says more (letGoWhenClosing).
    return503OnClosing: false,
    genReqId: () => site.house.newId(),
    // An address that cannot be read fails before any route or hook.
    frameworkErrors: (error, request, reply) => void answerFailure(error, request, reply, site.log),
  });
  app.setValidatorCompiler(validate as never);
  app.setSerializerCompiler(site.checkAnswers ? serializerCompiler : () => JSON.stringify);
  app.setErrorHandler((error: FastifyError, request, reply) => answerFailure(error, request, reply, site.log));
  const askers: Asker = new WeakMap();
  if (site.watch) watchRequests(app, site.watch, (request) => askers.get(request));
  guard(app, site.publicUrl);
  letGoWhenClosing(app);
  readJsonBodies(app);
  await describeOperations(app);

  openHealth(app, site);
  if (site.watch) openMetrics(app, site.watch);
  openAuthRoutes(app, site.login);
  openLinkPage(app, site.login);
  await app.register(async (api) => openOperations(api, site, askers));
  openDocument(app);
  if (site.demo !== null) app.get('/demo.json', { schema: { hide: true } }, async () => ({ people: site.demo }));
  if (site.consoleDir !== undefined) await serveConsole(app, site.consoleDir);
  answerElsewhere(app, site.consoleDir);
  return app;
}

/** What is under way is finished; what arrives on a connection that is still open is sent elsewhere, and no connection is kept. */
function letGoWhenClosing(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onRequest', async () => {
    if (isClosing) throw new Refused('stopping', { headers: retryAfter });
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
}

/** In a scope of its own, so that the question who is there belongs to operations only. */
async function openOperations(api: FastifyInstance, site: Site, askers: Asker): Promise<void> {
  api.addHook('onRequest', async (request, reply) => {
    const { operationId } = request.routeOptions.schema as { operationId?: string };
    const isOpen = operationId !== undefined && operationOf(operationId as never).open === true;
    if (!isOpen) await recognise(site, askers, request, reply);
  });
  const press = openPress();
  api.addHook('onClose', () => press.close());
  const live = openLive(site.house, site.live);
  api.addHook('preClose', async () => live.close());
  // Signed in still, with the same rights? Asked as for any request.
  const again = (request: FastifyRequest, reply: FastifyReply) => () =>
    recognise(site, askers, request, reply).then(() => askers.get(request)!, (error: unknown) => {
      if (error instanceof Refused) return null;
      throw error;
    });
  registerOperations(api, (name, request, reply) => {
    const actor = askers.get(request)!;
    if (name === 'live.follow') return live.open(request, reply, actor, again(request, reply));
    if (name === 'call.announce') return live.announce(actor, request.body as AnnounceCall);
    return serve({ ...site, press }, askers, name, request, reply);
  });
}

function openDocument(app: FastifyInstance): void {
  const hide = { schema: { hide: true } };
  app.get(`${apiPrefix}/openapi.json`, hide, async (_request, reply) => reply.type('application/json; charset=utf-8').send(JSON.stringify(app.swagger())));
  app.get(`${apiPrefix}/`, hide, async (request, reply) => {
    const nonce = freshNonce();
    const page = apiPage(app.swagger() as unknown as OpenApi, langOf(request), nonce);
    return reply.header('content-security-policy', contentPolicy(nonce)).type('text/html; charset=utf-8').send(page);
  });
  app.get(apiPrefix, hide, async (_request, reply) => reply.redirect(`${apiPrefix}/`));
}
