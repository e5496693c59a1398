/** Small shapes that facts and commands share: moments, ids, words as people write them. */

import { z } from 'zod';
import { parseInstant } from './time.ts';

// Control characters have no place in a name or an address; tab and line breaks do in longer text.
const noControl = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u;

/** RFC 3339 with its offset, kept as text on the wire and in facts. */
export const moment = z
  .string()
  .max(40)
  .refine((text) => parseInstant(text) !== null, { error: 'moment' })
  .meta({ format: 'date-time', description: 'RFC 3339 moment with its offset, e.g. 2026-03-02T08:00:00+08:00' });

export const id = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,64}$/, { error: 'id' })
  .meta({ description: 'Letters, digits, _ . - , at most 64' });

/** One line: a name, a phone, a reason. */
export const line = (max: number) =>
  z.string().trim().min(1).max(max).regex(noControl, { error: 'control' }).refine((text) => !/[\n\r\t]/.test(text), { error: 'control' });

/** Several lines: an address, a description, a report. */
export const text = (max: number) => z.string().trim().min(1).max(max).regex(noControl, { error: 'control' });

export const phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ()-]{2,30}$/, { error: 'phone' })
  .meta({ description: 'Digits with an optional leading +; spaces, hyphens and brackets are allowed' });

export const code = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, { error: 'code' });

/** IANA zone such as Asia/Shanghai. */
export const timeZone = z.string().regex(/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+){0,2}$/, { error: 'time_zone' });

export const place = z.strictObject({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  accuracy_m: z.number().min(0).max(1_000_000).optional(),
});
export type Place = z.infer<typeof place>;
