/** The only reader of request bodies: UTF-8, JSON, within limits; everything else is refused with its reason. */

import type { FastifyInstance } from 'fastify';
import { Refused } from '../refused.ts';
import { scanJson } from './json_scan.ts';

export const bodyMaxBytes = 1_048_576;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** undefined for no body at all, which is a matter for the shape that is expected. */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw malformed('not_utf8');
  }
  const fault = scanJson(text);
  if (fault) {
    const code = fault.code === 'too_deep' || fault.code === 'number_too_large' ? fault.code : 'bad_request';
    throw new Refused(code, { status: 400, errors: [{ path: `body at character ${fault.at + 1}`, code: fault.code }] });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('not_json');
  }
}

function malformed(code: string): Refused {
  return new Refused('bad_request', { errors: [{ path: 'body', code }] });
}

/** Fastify refuses other content types itself (415), and what is larger than `bodyLimit` (413). */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: bodyMaxBytes }, (_request, body, done) => {
    try {
      done(null, readJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}
