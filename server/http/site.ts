/** What the HTTP edge is given: the house behind it, the door, and what stands around them. */

import type { House } from '../house.ts';
import type { Login } from '../login/login.ts';

export type DemoPerson = { readonly email: string; readonly name: string; readonly roles: readonly string[]; readonly password: string };

export type Site = {
  readonly house: House;
  readonly login: Login;
  /** Whom one can sign in as; null outside the demo world. */
  readonly demo: readonly DemoPerson[] | null;
  /** Where the built console lies. */
  readonly consoleDir?: string | undefined;
  /** The address people use, where a proxy stands in front. */
  readonly publicUrl?: string | undefined;
  /** Throws while requests cannot be served: the database is away, or its tables are not up to date. */
  readonly ready: () => Promise<void>;
  readonly log: (line: string) => void;
  /** Holds every answer against its shape; costs time, so only tests and development do it. */
  readonly checkAnswers?: boolean;
};
