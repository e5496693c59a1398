/** How every no is answered: `application/problem+json` (RFC 9457) with the refusal code and its words. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../core/base/refusal.ts';
import { parseInstant } from '../../core/base/time.ts';
import { wallOf } from '../../core/calendar/wall.ts';
import type { Problem } from '../../wire/view/views.ts';
import { refusalWords, type RefusalWords } from '../../wire/words/refusals.ts';
import type { Lang } from '../read/asking.ts';
import { isMoment, statusOf, type RefusedParts } from '../refused.ts';
import { langOf } from './language.ts';
import { faultWords, filled } from './validation_words.ts';

export const problemType = 'application/problem+json; charset=utf-8';

export function problemOf(code: Refusal, lang: Lang, parts: RefusedParts = {}): Problem {
  const words = (refusalWords as Readonly<Record<Refusal, RefusalWords>>)[code][lang];
  return {
    type: `/api/v1/#${code}`,
    title: words.title,
    status: parts.status ?? statusOf(code),
    code,
    detail: filled(words.detail, spoken(parts.timeZone === undefined ? parts.detail : onTheWall(parts.detail ?? {}, parts.timeZone), lang)),
    // What the sentence speaks of, exactly, for a screen that words it itself.
    ...(parts.detail === undefined ? {} : { params: parts.detail }),
    ...(parts.errors === undefined ? {} : { errors: parts.errors.map((each) => ({ path: each.path, code: each.code, message: faultWords(each.code, lang, each.blanks) })) }),
  };
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, code: Refusal, parts: RefusedParts = {}): FastifyReply {
  const problem = problemOf(code, langOf(request), parts);
  // A string is sent as it is: no shape of a good answer applies to it.
  return reply.code(problem.status).headers(parts.headers ?? {}).type(problemType).send(JSON.stringify(problem));
}

/** Words that come from a pack are given in each language, as `need:en`; the sentence takes its own. */
function spoken(detail: RefusedParts['detail'], lang: Lang): RefusedParts['detail'] {
  if (detail === undefined) return undefined;
  const own = Object.entries(detail).filter(([name]) => name.endsWith(`:${lang}`));
  return { ...detail, ...Object.fromEntries(own.map(([name, words]) => [name.slice(0, -lang.length - 1), words])) };
}

/** Moments as people of the place read them off the wall. */
function onTheWall(detail: Readonly<Record<string, string | number>>, timeZone: string): Record<string, string | number> {
  return Object.fromEntries(Object.entries(detail).map(([name, value]) => {
    const at = isMoment(value) ? parseInstant(String(value)) : null;
    return [name, at === null ? value : wallOf(at, timeZone).toString({ smallestUnit: 'second' }).replace('T', ' ')];
  }));
}
