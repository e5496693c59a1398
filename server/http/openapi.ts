/** The OpenAPI 3.1 document, generated from the very shapes that validate. */

import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { validate } from './validation.ts';
import { operationNames, operationOf, registerOperations } from './operations.ts';

export type OpenApi = {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
};

export type OpenApiOperation = {
  readonly operationId: string; readonly summary: string; readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly description?: string; readonly schema: JsonSchema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>> }>>;
};

export type JsonSchema = Readonly<Record<string, unknown>>;

const tags = {
  session: 'Who is signed in', cases: 'Reports from first word to closing, and their visits', customers: 'Customers and their units', people: 'Our own people',
  events: 'Declared events, such as storms', reports: 'Promises kept', packs: 'Rules of the organisation', messages: 'What people and other systems are told',
  keys: 'API keys',
  forms: 'Registers and documents, each under its number',
  approvals: 'What has to be approved, by whom, and who acts for whom',
  guides: 'Scripts, procedures and checklists, and how they were followed',
  duties: 'What is owed again and again, and the subjects it is owed for',
} as const;

/** Must be registered before the operations, whose routes it watches. */
export async function describeOperations(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sanbao',
        version: '1',
        description: 'After-sales service. Moments are RFC 3339 with their offset; answers give them in UTC with milliseconds. Sign in at /api/auth/sign-in/email; the session is a cookie. Machines send an API key.',
      },
      tags: [...new Set(operationNames.map((name) => operationOf(name).tag))].map((name) => ({ name, description: tags[name] })),
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sanbao.session_token' }, key: { type: 'http', scheme: 'bearer', description: 'An API key, sb_…' } } },
      security: [{ session: [] }, { key: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}

/** The document alone, without a house behind it: for the file in docs/ and for the page. */
export async function openApiDocument(): Promise<OpenApi> {
  const app = Fastify();
  try {
    app.setValidatorCompiler(validate as never);
    app.setSerializerCompiler(() => JSON.stringify);
    await describeOperations(app);
    registerOperations(app, () => null);
    await app.ready();
    return app.swagger() as unknown as OpenApi;
  } finally {
    await app.close();
  }
}
