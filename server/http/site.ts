/** What the HTTP edge is given: the house behind it, the door, and what stands around them. */

import type { House } from '../house.ts';
import type { LiveOptions } from './live.ts';
import type { Login } from '../login/login.ts';
import type { Watch } from '../ops/watch.ts';

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
  /** Addresses of proxies in front of us, whose word we take for where a request comes from. */
  readonly proxies?: readonly string[] | undefined;
  /** Throws while requests cannot be served: the database is away, or its tables are not up to date. */
  readonly ready: () => Promise<void>;
  readonly log: (line: string) => void;
  /** Measures and a log line for each request; tests do without. */
  readonly watch?: Watch;
  readonly live?: LiveOptions;
  /** Holds every answer against its shape; costs time, so only tests and development do it. */
  readonly checkAnswers?: boolean;
};
