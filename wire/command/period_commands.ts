/** Closing a period of a promise. */

import { z } from 'zod';
import { code, line } from '../../core/base/shapes.ts';
import { day } from '../../core/measure/facts.ts';

export const closePeriod = z
  .strictObject({
    clock: code,
    first_day: day.describe('In the place of the organisation'),
    last_day: day.describe('The last day that belongs to it'),
    remarks: line(500).optional(),
  })
  .meta({ id: 'ClosePeriod' });
