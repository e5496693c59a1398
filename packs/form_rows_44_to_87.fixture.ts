/** FRM-44 to FRM-87 as their rows name them; how a line is read stands in form_rows_01_to_43.fixture.ts. */

import type { FormRow } from './form_rows_01_to_43.fixture.ts';

export const formRows: readonly FormRow[] = [];
