/** Addresses that are no operation: a wrong method, the console's own paths, and what is not there at all. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendConsole } from './console_files.ts';
import { apiPrefix, operationNames, operationOf } from './operations.ts';
import { sendProblem } from './problem.ts';

export function answerElsewhere(app: FastifyInstance, consoleDir: string | undefined): void {
  const patterns = operationNames.map((name) => {
    const { method, path } = operationOf(name);
    return { method, pattern: new RegExp(`^${apiPrefix}${path.replace(/\{\w+\}/g, '[^/]+')}$`) };
  });
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0]!;
    const methods = [...new Set(patterns.filter((each) => each.pattern.test(path)).map((each) => each.method))];
    if (methods.length > 0) {
      return sendProblem(request, reply, 'method_not_allowed', { headers: { allow: methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ') } });
    }
    return (isPage(path, request) ? await sendConsole(reply, consoleDir) : null) ?? notFound(request, reply);
  });
}

/** A path a person could have in the address line: not of the API, and not a missing file of the build. */
function isPage(path: string, request: FastifyRequest): boolean {
  const wantsPage = request.method === 'GET' || request.method === 'HEAD';
  return wantsPage && !path.startsWith('/api/') && !path.startsWith('/assets/') && !/\.\w{1,8}$/.test(path);
}

function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request, reply, 'not_found');
}
