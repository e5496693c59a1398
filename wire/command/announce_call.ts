/** What a telephone system tells when it rings. */

import { z } from 'zod';
import { id, line } from '../../core/base/shapes.ts';

export const announceCall = z
  .strictObject({
    phone: line(40).describe('The number that is calling, as the telephone system has it'),
    agent: id.optional().describe('Person whose telephone rings; without it every desk is told'),
  })
  .meta({ id: 'AnnounceCall' });
export type AnnounceCall = z.infer<typeof announceCall>;
