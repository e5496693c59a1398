/** What happens when a database is new: one's own organisation, or the demo county, and whom to sign in as. */

import { beginOrg, firstLink, type FirstSignIn } from './demo/begin.ts';
import { demoOrg, demoPeople } from './demo/people.ts';
import type { House } from './house.ts';
import type { DemoPerson } from './http/site.ts';
import { loadPack, type LoadedPack } from './pack/load.ts';

type Beginning = { readonly org?: string; readonly pack?: string; readonly demo: boolean };

/** Lines for whoever started the program: where to begin, once it is known under which address. */
type Lines = (url: string) => string[];

export async function beginFirst(house: House, { org, pack = 'grid', demo }: Beginning, print: (line: string) => void): Promise<Lines> {
  const known = await orgsIn(house);
  if (org !== undefined) {
    if (known.includes(org)) return linkLines([], await firstLink(house, org));
    return linkLines([`Organisation ${org} begins empty.`], await beginOrg(house, org, await packOf(pack)));
  }
  if (known.length === 0 && demo) {
    print('First start: making a small demo world.');
    // A county of people and cases, which no other start needs.
    const { makeDemo } = await import('./demo/world.ts');
    await makeDemo(house, await packOf(pack));
    return signInLines;
  }
  if (known.length === 0) return () => ['There is no organisation yet: `sanbao org add NAME --pack PACK` makes one.'];
  return isDemo(known) ? signInLines : () => [];
}

/** Nobody else's organisation beside it: an installation with real people shows no passwords. */
function isDemo(known: readonly string[]): boolean {
  return known.length === 1 && known[0] === demoOrg;
}

/** Whom the sign-in page may offer; null where real people work. */
export async function demoPeopleIn(house: House): Promise<readonly DemoPerson[] | null> {
  if (!isDemo(await orgsIn(house))) return null;
  return demoPeople.map(({ email, name, roles, password }) => ({ email, name, roles, password }));
}

function linkLines(before: readonly string[], first: FirstSignIn | null): Lines {
  return (url) => (first === null ? [...before] : [...before, `First administrator: ${first.email}`, `Choose a password at ${new URL(first.path, url).href}`, '(works once, for three days)']);
}

function signInLines(): string[] {
  return ['Sign in as one of:', ...demoPeople.map((each) => `  ${each.email}  ${each.name} (${each.roles.join(', ')})  password: ${each.password}`), 'To begin empty, with your own organisation: npm start -- --data my-data --org mycounty --pack grid'];
}

async function packOf(nameOrPath: string): Promise<LoadedPack> {
  const loaded = await loadPack(nameOrPath);
  if (loaded.ok) return loaded;
  const [first] = loaded.problems;
  throw new Error(`Pack ${nameOrPath} cannot be used: ${first?.file}:${first?.line}:${first?.column} ${first?.message}`);
}

/** All organisations of this installation; asked as the owner, since there is none to ask as yet. */
async function orgsIn({ db }: House): Promise<string[]> {
  const client = await db.pool.connect();
  try {
    await client.query(`begin; set local sanbao.tool = 'on'`);
    const { rows } = await client.query<{ org_id: string }>('select org_id from org order by org_id');
    return rows.map((row) => row.org_id);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
