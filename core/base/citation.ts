/** How a pack says where a figure comes from. */

import { z } from 'zod';

export const citationPattern = /^[A-Z]{3}-\d{2,3}$/;
export const citation = z
  .string()
  .regex(citationPattern, 'a source is cited as CLK-05')
  .meta({ description: 'A requirement row, such as CLK-05' });
export const source = z
  .union([citation, z.array(citation).min(1)])
  .meta({ description: 'The rows this comes from; docs/sources.md restates each' });
