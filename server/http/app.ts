/** The HTTP edge put together: guards, bodies, sign-in, every operation of the contract, its document and page, the console. */

import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { apiPage } from './api_page.ts';
import { openAuthRoutes } from './auth_routes.ts';
import { serveConsole } from './console_files.ts';
import { answerElsewhere } from './elsewhere.ts';
import { answerFailure } from './failures.ts';
import { contentPolicy, freshNonce, guard } from './guard.ts';
import { openHealth } from './health.ts';
import { bodyMaxBytes, readJsonBodies } from './json_body.ts';
import { langOf } from './language.ts';
import { describeOperations, type OpenApi } from './openapi.ts';
import { apiPrefix, operationOf, registerOperations } from './operations.ts';
import { recognise, serve, type Asker } from './serve.ts';
import type { Site } from './site.ts';
import { validate } from './validation.ts';

export async function buildApp(site: Site): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: bodyMaxBytes,
    // Whoever sends a request byte by byte must not hold a connection for ever.
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
    genReqId: () => site.house.newId(),
    // An address that cannot be read fails before any route or hook.
    frameworkErrors: (error, request, reply) => void answerFailure(error, request, reply, site.log),
  });
  app.setValidatorCompiler(validate as never);
  app.setSerializerCompiler(site.checkAnswers ? serializerCompiler : () => JSON.stringify);
  app.setErrorHandler((error: FastifyError, request, reply) => answerFailure(error, request, reply, site.log));
  guard(app, site.publicUrl);
  letGoWhenClosing(app);
  readJsonBodies(app);
  await describeOperations(app);

  openHealth(app, site);
  openAuthRoutes(app, site.login);
  await app.register(async (api) => openOperations(api, site));
  openDocument(app);
  if (site.demo !== null) app.get('/demo.json', { schema: { hide: true } }, async () => ({ people: site.demo }));
  if (site.consoleDir !== undefined) await serveConsole(app, site.consoleDir);
  answerElsewhere(app, site.consoleDir);
  return app;
}

/** What is under way is finished, and its connection is not kept for a next request that would never be served. */
function letGoWhenClosing(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
}

/** In a scope of its own, so that the question who is there belongs to operations only. */
async function openOperations(api: FastifyInstance, site: Site): Promise<void> {
  const askers: Asker = new WeakMap();
  api.addHook('onRequest', async (request, reply) => {
    const { operationId } = request.routeOptions.schema as { operationId?: string };
    const isOpen = operationId !== undefined && operationOf(operationId as never).open === true;
    if (!isOpen) await recognise(site, askers, request, reply);
  });
  registerOperations(api, (name, request, reply) => serve(site, askers, name, request, reply));
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
