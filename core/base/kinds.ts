/** How a room declares the kinds of facts it may record. A kind is never renamed or reshaped. */

import type { z } from 'zod';

export type FactKind = {
  /** Shape of `data`; always a strict object. */
  readonly data: z.ZodObject;
  /** Personal part, sealed beside the chain under the key of one person; absent for kinds that carry none. */
  readonly personal?: z.ZodObject;
  /** Its data describes the subject: promise tables choose their row by it. */
  readonly describes?: true;
  /** A bare milestone that any open case may receive through `record_milestone`. */
  readonly milestone?: true;
};

export type FactKinds = Readonly<Record<string, FactKind>>;
